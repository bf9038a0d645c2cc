/**
 * Two values, one above the other, with a mark under each sign that differs.
 *
 * @param before, after a name for each and its value
 * @returns lines
 */
export function sideBySide(before: readonly [name: string, value: string], after: readonly [name: string, value: string]): string[] {
  const width = Math.max(before[0].length, after[0].length) + 2
  const [a, b] = [[...before[1]], [...after[1]]]
  const marks = Array.from({ length: Math.max(a.length, b.length) }, (_, index) => a[index] === b[index] ? ' ' : '^').join('')
  return [
    ...[before, after].map(([name, value]) => `${`${name}:`.padEnd(width)}${value.replaceAll('\u00A0', ' ')}`),
    `${' '.repeat(width)}${marks}`.trimEnd(),
  ]
}
