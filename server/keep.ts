import { dayOf } from '../shared/day.ts'

/**
 * Reads something at most once in a while, and anew when a UTC day has ended, which is when figures change. What could not be read is
 * not kept.
 *
 * @param length how long it is kept at most, in milliseconds
 * @param now the time in milliseconds since 1970
 */
export function keep<Value>(read: () => Value | Promise<Value>, length: number, now: () => number = Date.now): () => Promise<Value> {
  let kept: { value: Promise<Value>, day: string, until: number } | undefined
  return () => {
    const time = now()
    const day = dayOf(time)
    if (kept && kept.day === day && time < kept.until) return kept.value
    const value = Promise.resolve().then(read)
    kept = { value, day, until: time + length }
    value.catch(() => {
      if (kept?.value === value) kept = undefined
    })
    return value
  }
}
