import { isDay } from '../../shared/day.ts'
import { UsageError } from '../kit/command.ts'

/** Throws a {@link UsageError} that names the option when its value is no date. */
export function checkDay(option: string, text: string | undefined) {
  if (text !== undefined && !isDay(text)) throw new UsageError(`${option} is "${text}", but must be a date like 2026-11-20`)
}

/** Throws a {@link UsageError} when `--from` or `--to` is no date, or they are in the wrong order. */
export function checkPeriod(from: string | undefined, to: string | undefined) {
  checkDay('--from', from)
  checkDay('--to', to)
  if (from !== undefined && to !== undefined && from > to) throw new UsageError(`--from ${from} is after --to ${to}`)
}
