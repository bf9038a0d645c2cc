/** From how many visits on a country has each of the colours of the map, palest first: every colour stands for ten times as many. */
export const classBounds = [10, 100, 1_000, 10_000, 100_000] as const

/**
 * The colour of a country: 1 to 5, or 0 for one of which nothing is published, be it that fewer than ten came or nobody.
 *
 * @param visits published visits
 */
export function mapClass(visits: number): number {
  return classBounds.filter(bound => visits >= bound).length
}
