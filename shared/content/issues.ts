import type { z } from 'zod'
import type { Finding } from './finding.ts'
import type { YamlText } from './yaml.ts'

/**
 * What a schema says against a YAML text, each with the line of the field and in the words of an editor.
 *
 * @param file named in the findings
 */
export function schemaFindings(error: z.ZodError, yaml: YamlText, file: string): Finding[] {
  return error.issues.flatMap(issue => spread(issue).map(({ rule, path, message, mend }): Finding => ({
    rule,
    level: 'error',
    file,
    line: yaml.lineOf(path),
    message: path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message,
    mend,
  })))

  function spread(issue: z.core.$ZodIssue): Part[] {
    const { path } = issue
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => part('unknown-field', [...path, key], 'there is no such field', 'remove it, or correct its name'))
    const plain = yaml.plainAt(path)
    if (issue.code === 'invalid_type' && issue.expected === 'string' && plain !== undefined && plain !== '')
      return [part('quotes', path, `YAML does not read ${plain} as text`, `put it in double quotes: "${plain}"`)]
    if (issue.code === 'invalid_type' && issue.input === undefined && isMissing(issue.message))
      return [part('missing-field', path, 'this field is missing', 'add it')]
    if (issue.code === 'invalid_value')
      return [part('schema', path, `is not one of ${issue.values.map(String).join(', ')}`, 'choose one of these')]
    const { rule, mend } = paramsOf(issue)
    return [part(rule, path, issue.message, mend)]
  }
}

type Part = { rule: string, path: PropertyKey[], message: string, mend: string }

function part(rule: string, path: PropertyKey[], message: string, mend: string): Part {
  return { rule, path, message, mend }
}

/** zod names what it received only in its message. */
function isMissing(message: string): boolean {
  return message.endsWith('received undefined') || message.endsWith('are missing')
}

function paramsOf(issue: z.core.$ZodIssue): { rule: string, mend: string } {
  const params: Record<string, unknown> = issue.code === 'custom' && issue.params ? issue.params : {}
  return {
    rule: typeof params['rule'] === 'string' ? params['rule'] : 'schema',
    mend: typeof params['mend'] === 'string' ? params['mend'] : 'correct the value',
  }
}
