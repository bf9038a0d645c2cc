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
