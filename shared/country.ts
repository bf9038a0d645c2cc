/** As Cloudflare names the country of a visitor who came through Tor. Such visits are told apart and are part of no total. */
export const torCountry = 'T1'

const countryCode = /^(?:[A-Z]{2}|T1)$/

/** Whether a text has the form of a country's code: two capital letters (ISO 3166-1 alpha-2, and `ZZ` for unknown), or `T1` for Tor. */
export function isCountryCode(text: string): boolean {
  return countryCode.test(text)
}

/** The name of a country; the code itself where there is no name. `Intl.DisplayNames` throws at a code that cannot be one. */
export function countryName(code: string, names: Intl.DisplayNames): string {
  try {
    return names.of(code) ?? code
  }
  catch {
    return code
  }
}
