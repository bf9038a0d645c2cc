import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { finding, type Finding } from './finding.ts'
import { fileStart, placeCounter } from './place.ts'

/**
 * Reads a text file. A file that is missing or not UTF-8 gives findings and an empty text.
 *
 * @param root the folder that `file` is relative to
 */
export function readText(root: string, file: string): { text: string, findings: Finding[] } {
  const bytes = bytesOf(join(root, file))
  if (!bytes) return { text: '', findings: [finding('missing-file', file, fileStart)] }
  const text = bytes.toString('utf8')
  const strange = text.indexOf('\uFFFD')
  if (strange < 0) return { text, findings: [] }
  return { text, findings: [finding('encoding', file, placeCounter(text)(strange))] }
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  }
  catch {
    return undefined
  }
}
