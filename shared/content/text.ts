import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorAt, type Finding } from './finding.ts'

/**
 * Reads a text file. A file that is missing or not UTF-8 gives findings and an empty text.
 *
 * @param root the folder that `file` is relative to
 */
export function readText(root: string, file: string): { text: string, findings: Finding[] } {
  const bytes = bytesOf(join(root, file))
  if (!bytes) return { text: '', findings: [errorAt('missing-file', file, 1, 'this file is missing or cannot be read', 'restore it')] }
  const text = bytes.toString('utf8')
  const strange = text.indexOf('\uFFFD')
  if (strange < 0) return { text, findings: [] }
  const line = text.slice(0, strange).split('\n').length
  return { text, findings: [errorAt('encoding', file, line, 'a letter here is not UTF-8', 'save the file as UTF-8')] }
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  }
  catch {
    return undefined
  }
}
