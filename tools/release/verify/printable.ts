/**
 * A text of a stranger that may be shown on a terminal: signs that would move the cursor, colour or hide what stands there, or turn its
 * direction round, are replaced. Lines stay.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '\uFFFD')
}
