/** Something that must be the same in all languages, at its index in a text. */
export type Fact = { fact: string, index: number }

/**
 * The numbers of a text, without groups and with a decimal point, whatever the language writes.
 *
 * @example numbersIn('48 000 000, 95,7 %') // facts '48000000' and '95.7'
 */
export function numbersIn(text: string): Fact[] {
  return [...text.matchAll(/\d+(?:[\u00A0\u202F ]\d{3}(?!\d)|[.,]\d+)*/g)].map(({ 0: number, index }) => ({
    index,
    fact: number.replace(/[\u00A0\u202F ]/g, '').replace(/,(?=\d{3}(?!\d))/g, '').replace(',', '.'),
  }))
}
