import type { z } from 'zod'
import { channelKinds } from '../contacts.ts'
import { finding, type Finding } from './finding.ts'
import type { MessageId, Value } from '../tool-words.ts'
import { isMessageId } from './rules.ts'
import type { YamlPath, YamlText } from './yaml.ts'

/**
 * What a schema says against a YAML text, each with the place of the field and in the words of an editor.
 *
 * @param file named in the findings
 */
export function schemaFindings(error: z.ZodError, yaml: YamlText, file: string): Finding[] {
  return error.issues.flatMap(issue => spread(issue, yaml).map(({ id, path, data }) =>
    finding(id, file, yaml.placeOf(path), { field: path.map(String).join('.') || file, ...data })))
}

type Part = { id: MessageId, path: YamlPath, data: Record<string, Value> }

function spread(issue: z.core.$ZodIssue, yaml: YamlText): Part[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => part('unknown-field', [...path, key]))
  const plain = yaml.plainAt(path)
  if (issue.code === 'invalid_type' && issue.expected === 'string' && plain !== undefined && plain !== '')
    return [part('quotes-missing', path, { value: plain })]
  // Those who parse ask zod to report the input, and no value of a YAML text is undefined.
  if (issue.code === 'invalid_type' && issue.input === undefined) return [part('missing-field', path)]
  if (issue.code === 'invalid_union') return [part('value-option', path, { options: channelKinds.join(', ') })]
  if (issue.code === 'invalid_value') return [part('value-option', path, { options: issue.values.map(String).join(', ') })]
  // The schemas give the name of a message as their error text.
  if (isMessageId(issue.message)) return [part(issue.message, path, dataOf(issue))]
  if (issue.code === 'invalid_type') return [part('value-type', path, { expected: issue.expected })]
  return [part('value-other', path, { detail: issue.message })]
}

function part(id: MessageId, path: YamlPath, data: Record<string, Value> = {}): Part {
  return { id, path, data }
}

/** The values of a message, which a schema leaves in `params`. */
function dataOf(issue: z.core.$ZodIssue): Record<string, string> {
  const params: Record<string, unknown> = issue.code === 'custom' && issue.params ? issue.params : {}
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}

/** Keys that `content/sources.yml` does not have, in the fields `source` (one) and `sources` (a list) of a file, at any depth. */
export function unknownSources(yaml: YamlText, file: string, known: ReadonlySet<string>): Finding[] {
  return yaml.texts.filter(({ path, value }) => (path.at(-1) === 'source' || path.at(-2) === 'sources') && !known.has(value))
    .map(({ path, value }) => finding('unknown-source', file, yaml.placeOf(path), { key: value }))
}
