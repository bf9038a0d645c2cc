import { isLocale } from '../../../shared/locales.ts'
import { passagesIn, type Passage } from './passages.ts'
import { typographyEdits, type Edit } from './typography.ts'

/** One mend may ask for another, as quotation marks for their spaces; a text needs no more. */
const rounds = 4

/**
 * A file with spaces, quotation marks, apostrophes and dashes mended in everything that readers read. Letters, digits, links, components
 * and code stay.
 *
 * @param file its path from the root of the project
 */
export function mendTypography(file: string, text: string): string {
  let mended = text
  for (let round = 0; round < rounds; round++) {
    const before = mended
    mended = mendOnce(before, passagesIn(file, before))
    if (mended === before) break
  }
  return mended
}

function mendOnce(source: string, passages: readonly Passage[]): string {
  return passages
    .flatMap((passage) => {
      const { text, lang } = passage
      return isLocale(lang) ? typographyEdits(text, lang).flatMap(edit => sourceEdit(passage, edit)) : []
    })
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, to }) => text.slice(0, start) + to + text.slice(end), source)
}

/** Nothing for an edit over markup, or in a text whose letters stand otherwise in the file. */
function sourceEdit({ offsets }: Passage, { start, end, to }: Edit): { start: number, end: number, to: string }[] {
  const first = offsets?.[start]
  const last = offsets?.[end - 1]
  return first !== undefined && last !== undefined && last - first === end - 1 - start ? [{ start: first, end: last + 1, to }] : []
}
