import { formatFindings } from '../../shared/content/finding.ts'
import { changeSchema, readFiles, writeChange } from './files.ts'
import { judge } from './judge.ts'

/** `refused` says why nothing was written, for the person at the editor. */
export type SaveOutcome = { refused: null, path: string } | { refused: string }

/**
 * Writes one file, unless it is none of the editor's, was changed by somebody else meanwhile, or is wrong by itself.
 *
 * @param change what the editor sent, unchecked
 * @param today the UTC day, `YYYY-MM-DD`
 */
export function saveChange(project: string, change: unknown, today: string): SaveOutcome {
  const { success, data } = changeSchema.safeParse(change)
  if (!success) return { refused: 'the editor may not write this file' }
  const { path, before, text } = data
  if ((readFiles(project)[path] ?? null) !== before)
    return { refused: `${path} was changed elsewhere since it was opened here: copy your text, then reload the editor` }
  const findings = text === null ? [] : judge(path, text, today)
  if (findings.length > 0) return { refused: formatFindings(findings) }
  writeChange(project, data)
  return { refused: null, path }
}
