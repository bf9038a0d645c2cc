import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileStart, finding, placeCounter, type Finding, type Place } from './finding.ts'

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

/** A page, cut after its front matter. `head` is undefined when there is none; `bodyLine` is the line of the file on which the body begins. */
export type PageParts = { head: string | undefined, body: string, bodyLine: number }

/** Cuts the text of a page; its front matter stands between two lines of `---` and begins on line 2 of the file. */
export function splitFrontMatter(text: string): PageParts {
  const match = /^---\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!match) return { head: undefined, body: text, bodyLine: 1 }
  return { head: match[1] ?? '', body: text.slice(match[0].length), bodyLine: match[0].split('\n').length }
}

/** Says where a text is no JSON object. It may be YAML all the same, which has more forms: a comma at the end, a text without quotes. */
export function jsonFindings(text: string, file: string): Finding[] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? [] : [finding('json', file, fileStart)]
  }
  catch (error) {
    return [finding('json', file, placeIn(error instanceof Error ? error.message : ''))]
  }
}

/** V8 tells the place in words alone, and not of every fault. */
function placeIn(message: string): Place {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? []
  return line === undefined ? fileStart : { line: Number(line), column: Number(column) }
}
