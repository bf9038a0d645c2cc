import { urgentBlocks } from '../../shared/content/translations/urgent.ts'
import { addDays, isDay } from '../../shared/day.ts'
import { findPage, writeRecord } from './store.ts'
import { UsageError } from '../report/usage-error.ts'

export type OverrideRequest = { by: string, reason: string, until: string, today: string }

/** So many days a release may go out without an urgent paragraph, before somebody has to answer for it anew. */
const mostDays = 31

/**
 * Records that a release may go out although a page lacks urgent paragraphs of another language. It counts for these paragraphs as they
 * stand now, and until the end of a day.
 *
 * @throws UsageError when nothing urgent is missing there, or the day is no day of the next month
 * @returns the file written, from the root
 */
export function override(root: string, typed: string, { by, reason, until, today }: OverrideRequest): string {
  const { locale, page, blocks, record } = findPage(root, typed)
  const missing = urgentBlocks(record, blocks).filter(urgent => urgent.missing.includes(locale)).map(({ block }) => block.hash)
  if (missing.length === 0) throw new UsageError(`no urgent paragraph is missing in ${locale}/${page}`)
  const last = addDays(today, mostDays)
  if (!isDay(until) || until <= today || until > last)
    throw new UsageError(`--until is a day after today and at latest ${last}, like ${last}`)
  return writeRecord(root, { page, blocks }, { ...record, overrides: { ...record.overrides, [locale]: { on: today, by, reason, until, blocks: missing } } })
}
