/** The last moment of the year 9999, in milliseconds since 1970: later days have no name of ten characters. */
const lastMoment = 253_402_300_799_999

/** Whether a number can be the time of a visit, in milliseconds since 1970. */
export function isMoment(time: number): boolean {
  return time >= 0 && time <= lastMoment
}
