/** A text made comparable. `offsets[i]` is where the code unit `i` of `text` came from. */
export type Normalised = { text: string, offsets: number[] }

/** Letters that look like a small Latin one: https://www.unicode.org/reports/tr39/#Confusable_Detection */
const lookAlikes = new Map(Object.entries({
  а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x',
  і: 'i', ј: 'j', ѕ: 's', ԁ: 'd', ԛ: 'q', ԝ: 'w', һ: 'h', ӏ: 'l', ѵ: 'v',
  α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', γ: 'y', ı: 'i', ł: 'l', ɡ: 'g', ø: 'o',
}))

/** In a number, after {@link lookAlikes}: letters and signs that look like a digit. */
const digitLookAlikes = new Map(Object.entries({ 'o': '0', 'l': '1', 'i': '1', '|': '1', 'з': '3', 'б': '6' }))

/** Not seen by the reader: combining marks, soft hyphens, zero-width and variation signs; and what Markdown swallows. */
const invisible = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}*`\\]/u

/**
 * Small letters, digits of any script as ASCII, look-alike letters as Latin, all dashes as `-`, all spaces as one kind, nothing invisible.
 * A line feed stays: it divides what does not belong together.
 */
export function normalise(text: string): Normalised {
  const letters: string[] = []
  const offsets: number[] = []
  let offset = 0
  for (const character of text) {
    for (const part of character.normalize('NFKD').toLowerCase()) {
      if (invisible.test(part)) continue
      const plain = fold(part)
      letters.push(plain)
      for (let unit = 0; unit < plain.length; unit++) offsets.push(offset)
    }
    offset += character.length
  }
  return { text: foldDigits(letters.join('')), offsets }
}

function fold(character: string): string {
  if (character === '\n') return character
  if (/\p{Nd}/u.test(character)) return String(decimal(character))
  if (/[\p{Pd}−]/u.test(character)) return '-'
  if (/\s/u.test(character)) return ' '
  if (character === '➕') return '+'
  return lookAlikes.get(character) ?? character
}

/**
 * The digits of a script are a run of ten, the zero first (Unicode, chapter 4.6). Two runs may touch, as those of Pao Karen and
 * Eastern Pwo Karen do: hence the remainder.
 */
function decimal(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let start = code
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--
  return (code - start) % 10
}

function foldDigits(text: string): string {
  return text.replace(/(?<=\d)[oil|зб]|[oil|зб](?=\d)/g, letter => digitLookAlikes.get(letter) ?? letter)
}
