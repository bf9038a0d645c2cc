import { finding, type Finding } from '../../shared/content/finding.ts'
import { isLocale } from '../../shared/locales.ts'
import type { Passage } from './prose/passages.ts'
import { quoteEdits } from './prose/quotes.ts'
import { typographyEdits, type Edit } from './prose/typography.ts'

/** Spaces, quotation marks, apostrophes and dashes that are not those of the language. */
export function checkTypography(passages: readonly Passage[]): Finding[] {
  return passages.flatMap((passage) => {
    const { file, lang, text, placeAt } = passage
    if (!isLocale(lang)) return []
    return [
      ...typographyEdits(text, lang).map(edit => editFinding(passage, edit)),
      ...quoteEdits(text, lang).unclear.map(({ at, found, right }) => finding('quote-unclear', file, placeAt(at), { found, right })),
    ]
  })
}

/** A message has its own data, so that each kind of edit is named. */
function editFinding({ file, placeAt }: Passage, edit: Edit): Finding {
  const place = placeAt(edit.start)
  switch (edit.messageId) {
    case 'space-double': return finding(edit.messageId, file, place)
    case 'space-digits': return finding(edit.messageId, file, place, edit.data)
    case 'quote':
    case 'dash': return finding(edit.messageId, file, place, edit.data)
    case 'apostrophe': return finding(edit.messageId, file, place, edit.data)
    default: return finding(edit.messageId, file, place, edit.data)
  }
}
