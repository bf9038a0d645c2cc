import { UsageError } from './usage-error.ts'

/** Throws a {@link UsageError} that names the option when its value is no date. */
export function checkDay(option: string, text: string | undefined) {
  if (text === undefined) return
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  // `Date.parse` moves 30 February to March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new UsageError(`${option} is "${text}", but must be a date like 2026-11-20`)
  }
}
