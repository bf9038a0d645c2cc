import { finding, type Finding } from './finding.ts'
import { fileStart, type Place } from './place.ts'

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
