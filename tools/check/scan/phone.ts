/** Up to three signs between two digits do not end a number; a comma only without a space, since “2022, 2023” is a list. */
const candidate = /(?:\+ ?\(?|\()?\d(?:(?:[ .\-()/':_]{1,3}|,)?\d)*/g

/** Numbers that people write in ordinary text, longest first. A grouped number ends below a thousand million: no figure here is greater. */
const ordinaryToken = new RegExp([
  /(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?(?!\d)/, // 2022-12-17, 2022-12
  /[0-3]?\d[./][01]?\d[./](?:19|20)\d\d(?!\d)/, // 17.12.2022
  /[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)/, // 7:30
  /[1-9]\d{0,2}(?:([ ,.'])\d{3})(?:\1\d{3})?(?!\d)/, // 48 000 000
  /(?:19|20)\d\d(?!\d)/, // 2022
].map(({ source }) => source).join('|'), 'y')

/** Where something like a phone number stands in a normalised text. */
export function findPhones(text: string): { start: number, end: number }[] {
  return [...text.matchAll(candidate)]
    .filter(([number]) => isPhone(number))
    .map(({ 0: number, index }) => ({ start: index, end: index + number.length }))
}

/**
 * International numbers (`+…`), the local form 123-45-67, and nine digits and more that are not dates, times, years or grouped figures.
 * Nine is the length of a Ukrainian number without its zero.
 */
function isPhone(number: string): boolean {
  const digits = number.replace(/\D/g, '')
  if (number.startsWith('+')) return digits.length >= 7
  if (/^380\d{9}$/.test(digits) || /^\(?\d{3}\)?[- .]{1,2}\d\d[- .]\d\d$/.test(number)) return true
  return digits.length >= 9 && !isOrdinary(number)
}

function isOrdinary(number: string): boolean {
  let at = number.startsWith('(') ? 1 : 0
  while (at < number.length) {
    ordinaryToken.lastIndex = at
    if (!ordinaryToken.test(number)) return false
    at = ordinaryToken.lastIndex
    at += /^[ .\-()/:,]*/.exec(number.slice(at))?.[0].length ?? 0
  }
  return true
}
