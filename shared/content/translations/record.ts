import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { localeCodes, type Locale } from '../../locales.ts'
import { finding, type Finding } from '../finding.ts'
import { fileStart } from '../place.ts'
import { readText } from '../text.ts'

/** Where the records are, one JSON file for each page: `content/translations/steps.json`. */
const recordFolder = 'content/translations'

const day = z.iso.date()
const hashes = z.array(z.string().regex(/^[\da-f]{12}$/))
const name = z.string().trim().min(1).nullable()
const locale = z.literal(localeCodes)

const comparison = z.strictObject({ source: locale, on: day, by: name, source_blocks: hashes, own_blocks: hashes })
const note = z.strictObject({ block: hashes.element, on: day, by: name, before: z.string().nullable() })
/** A release without urgent `blocks` in one language, which `by` answers for until the end of the day `until`. */
const override = z.strictObject({ on: day, by: z.string().min(1), reason: z.string().min(1), until: day, blocks: hashes })

const record = z.strictObject({
  compared: z.partialRecord(locale, comparison).default({}),
  noted: z.partialRecord(locale, z.array(note)).default({}),
  overrides: z.partialRecord(locale, override).default({}),
})

/**
 * A comparison of a page in one language with the same page in another.
 *
 * - `source`: the language that it was compared with.
 * - `by`: who has compared; null for the state in which the records were begun, which nobody has compared.
 * - `source_blocks`, `own_blocks`: hashes of all blocks of both, as they were then.
 */
export type Comparison = z.output<typeof comparison>

/**
 * When a block of a source was changed or removed, for builds and clones without the history of git.
 *
 * - `block`: the hash of the new block, or of the one that was removed.
 * - `before`: what stood there, when that is known; null for one that is new.
 */
export type Note = z.output<typeof note>

/** All that is recorded about the translations of a page, by language; in `noted`, by the language that was changed. */
export type TranslationRecord = z.output<typeof record>

export const emptyRecord: TranslationRecord = { compared: {}, noted: {}, overrides: {} }

/** The path of a page's record, from the root. */
export function recordFile(page: string): string {
  return `${recordFolder}/${page}.json`
}

/**
 * Reads the record of a page; one that does not exist is empty.
 *
 * @returns the findings say why a record could not be read; it is empty then
 */
export function readRecord(root: string, page: string): { record: TranslationRecord, findings: Finding[] } {
  const file = recordFile(page)
  if (!existsSync(join(root, file))) return { record: emptyRecord, findings: [] }
  const { text, findings } = readText(root, file)
  if (findings.length > 0) return { record: emptyRecord, findings }
  try {
    return { record: parseRecord(text), findings: [] }
  }
  catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : String(error)
    return { record: emptyRecord, findings: [finding('translation-record', file, fileStart, { reason })] }
  }
}

/** @throws ZodError or SyntaxError when it is no record */
export function parseRecord(text: string): TranslationRecord {
  return record.parse(JSON.parse(text))
}

/** The text of a record file: languages in the order of the site, one hash a line, so that git can merge it; empty parts left out. */
export function formatRecord({ compared, noted, overrides }: TranslationRecord): string {
  const parts = { compared: inOrder(compared), noted: inOrder(noted), overrides: inOrder(overrides) }
  const filled = Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)
  return `${JSON.stringify(Object.fromEntries(filled), null, 2)}\n`
}

function inOrder<T>(part: Partial<Record<Locale, T>>): Record<string, T> {
  return Object.fromEntries(localeCodes.flatMap((code): [Locale, T][] => {
    const value = part[code]
    return value === undefined ? [] : [[code, value]]
  }))
}
