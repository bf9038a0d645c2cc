import { refusals } from '../../editor/page/refusals.ts'
import { formatFindings } from '../../shared/content/finding.ts'
import type { Locale } from '../../shared/locales.ts'
import { changeSchema, isPlain, readFiles, writeChange } from './files.ts'
import { judge } from './judge.ts'

/** `refused` says why nothing was written, for the person at the editor. */
export type SaveOutcome = { refused: null, path: string, changed: boolean } | { refused: string }

/**
 * Writes one file, unless it is none of the editor's, was changed by somebody else meanwhile, or is wrong by itself.
 *
 * @param change what the editor sent, unchecked
 * @param today the UTC day, `YYYY-MM-DD`
 * @param language in which it is said why nothing was written
 */
export function saveChange(project: string, change: unknown, today: string, language: Locale): SaveOutcome {
  const { success, data } = changeSchema.safeParse(change)
  if (!success) return { refused: refusals[language].forbidden }
  const { path, before, text } = data
  if (!isPlain(project, path)) return { refused: `${path}: ${refusals[language].forbidden}` }
  if ((readFiles(project)[path] ?? null) !== before) return { refused: `${path}: ${refusals[language].changedElsewhere}` }
  const findings = text === null ? [] : judge(path, text, today)
  if (findings.length > 0) return { refused: formatFindings(findings, language) }
  // Sveltia CMS writes all languages of a page; the preview shows the one that is new.
  const changed = text !== before
  if (changed) writeChange(project, data)
  return { refused: null, path, changed }
}
