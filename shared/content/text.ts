import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from './finding.ts'

/**
 * Reads a text file. A file that is missing or not UTF-8 gives findings and an empty text.
 *
 * @param root the folder that `file` is relative to
 */
export function readText(root: string, file: string): { text: string, findings: Finding[] } {
  const bytes = bytesOf(join(root, file))
  if (!bytes) return { text: '', findings: [{ rule: 'missing-file', level: 'error', file, line: 1, message: 'this file is missing or cannot be read', mend: 'restore it' }] }
  const text = bytes.toString('utf8')
  const strange = text.indexOf('\uFFFD')
  if (strange < 0) return { text, findings: [] }
  const line = text.slice(0, strange).split('\n').length
  return { text, findings: [{ rule: 'encoding', level: 'error', file, line, message: 'a letter here is not UTF-8', mend: 'save the file as UTF-8' }] }
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  }
  catch {
    return undefined
  }
}
