/**
 * One thing that a check has found.
 *
 * - `rule`: the short name of the rule, for tests and for machines.
 * - `level`: an error stops the build, a warning is only printed.
 * - `file`: the path from the root of the project, with `/`; `line` counts from 1.
 * - `message`: what is wrong; `mend`: what to do about it.
 */
export type Finding = {
  rule: string
  level: 'error' | 'warning'
  file: string
  line: number
  message: string
  mend: string
}

/** Two lines for people: place and message, then the mend. Terminals and editors turn `file:line` into a link. */
export function formatFinding({ level, file, line, message, mend }: Finding): string {
  const mark = level === 'warning' ? 'warning: ' : ''
  return `${file}:${line}  ${mark}${message}\n    ${mend}`
}

export function isError(finding: Finding): boolean {
  return finding.level === 'error'
}

/** @example errorAt('yaml', 'content/menu.yml', 3, 'a quote is missing', 'close it') */
export function errorAt(rule: string, file: string, line: number, message: string, mend: string): Finding {
  return { rule, level: 'error', file, line, message, mend }
}
