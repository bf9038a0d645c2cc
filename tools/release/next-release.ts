/**
 * `content/release.yml` with the number raised by one and the date of today; comments and all else stay.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 * @throws Error when number or date are not where they are expected
 */
export function nextRelease(yaml: string, today: string): { text: string, number: number } {
  const current = /^number: (\d+)$/m.exec(yaml)?.[1]
  const date = /^date: "[^"\n]*"$/m
  if (current === undefined || !date.test(yaml)) throw new Error('content/release.yml lacks a line “number: 1” or “date: "2026-11-24"”')
  const number = Number(current) + 1
  return { number, text: yaml.replace(/^number: \d+$/m, `number: ${number}`).replace(date, `date: "${today}"`) }
}
