import type { Locale } from '../locales.ts'
import { describe, messageLanguage, toolWords, type MessageData, type MessageId } from '../tool-words.ts'
import { ruleOf, rules, type Rule, type Severity } from './rules.ts'

/** A place in a file; both count from 1, `column` in UTF-16 code units, as editors do. */
export type Place = { line: number, column: number }

export const fileStart: Place = { line: 1, column: 1 }

/**
 * @param firstLine the line of the file on which the text begins
 * @returns a function from an offset in the text to its place
 */
export function placeCounter(text: string, firstLine = 1): (offset: number) => Place {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: firstLine + low, column: offset - (starts[low] ?? 0) + 1 }
  }
}

/**
 * One thing that a check has found.
 *
 * - `rule`: its stable name, for tests and for machines.
 * - `severity`: an error stops the build, a warning is only printed.
 * - `file`: the path from the root of the project, with `/`; `line` and `column` (in UTF-16 code units) count from 1.
 * - `messageId`, `data`: what {@link describe} makes the text of.
 */
export type Finding = Place & {
  rule: Rule
  severity: Severity
  file: string
  messageId: MessageId
  data: MessageData
}

/** @example finding('link-nowhere', 'content/ru/index.md', { line: 3, column: 1 }, { href: '/ru/x', start: '/ru' }) */
export function finding(messageId: MessageId, file: string, { line, column }: Place, data: MessageData = {}): Finding {
  const rule = ruleOf(messageId)
  return { rule, severity: rules[rule].severity, file, line, column, messageId, data }
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

/** Two lines for people: place and message, then the mend. Terminals and editors turn `file:line:column` into a link. */
export function formatFinding({ severity, file, line, column, messageId, data }: Finding, lang: Locale = 'en'): string {
  const { message, mend } = describe(lang, messageId, data)
  return `${file}:${line}:${column}  ${severity === 'warning' ? toolWords[lang].checker.terms.warning : ''}${message}\n    ${mend}`
}

/** Several findings for people, in the language of the system unless another is named. */
export function formatFindings(findings: readonly Finding[], lang = messageLanguage(process.env)): string {
  return findings.map(finding => formatFinding(finding, lang)).join('\n')
}

/** A finding with its texts, for machines. */
export type ReportedFinding = Finding & { message: string, mend: string }

/** The same finding with its texts in a language; `messageId` and `data` stay for those who show it in another. */
export function reportFinding(finding: Finding, lang: Locale): ReportedFinding {
  return { ...finding, ...describe(lang, finding.messageId, finding.data) }
}
