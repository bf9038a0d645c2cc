/** What a suite found out. */
export interface Finding {
  name: string
  value: number | undefined
  /** `ratio`: a quotient of two figures of the same run; other units only mean something on the same machine. */
  unit: 'ratio' | 'visits/s' | 'answers/s' | 'lines/s' | 'look-ups/s' | 'µs' | 'ms' | 's' | 'MB' | 'visits'
  /** The least or most that the value should be. */
  goal?: { least: number } | { most: number }
}

export interface Suite {
  title: string
  /** One sentence on how it is measured. */
  method: string
  /** Measures. Throws when a count is not exact; returns nothing where a program is missing that it needs. */
  run: (options: BenchOptions) => Promise<Finding[]>
}

export interface BenchOptions {
  rounds: number
  seconds: number
}

export function isReached({ value, goal }: Finding): boolean | undefined {
  if (!goal || value === undefined) return undefined
  return 'least' in goal ? value >= goal.least : value <= goal.most
}

/** A line of the report: the figure, and beside it its goal and whether it is reached. */
export function formatFinding(finding: Finding): string {
  const { name, value, unit, goal } = finding
  const figure = value === undefined ? 'not measured' : value.toLocaleString('en-GB', { maximumFractionDigits: unit === 'ratio' || value < 10 ? 2 : 0 })
  const wanted = goal ? `goal ${'least' in goal ? '≥' : '≤'} ${'least' in goal ? goal.least : goal.most}` : ''
  const state = { true: 'reached', false: 'MISSED', undefined: '' }[String(isReached(finding))] ?? ''
  return `  ${name.padEnd(52)} ${figure.padStart(12)} ${(unit === 'ratio' ? '' : unit).padEnd(10)} ${wanted.padEnd(14)} ${state}`.trimEnd()
}
