/** As Cloudflare names the country of a visitor who came through Tor. Such visits are told apart and are part of no total. */
export const torCountry = 'T1'

/** The 249 codes that ISO 3166-1 alpha-2 assigns (https://www.iso.org/obp/ui/#search/code/), none of those that it has withdrawn or keeps for other purposes. */
const assigned = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR'
  + ' CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU'
  + ' ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ'
  + ' MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI'
  + ' SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ')

/** Besides: `XK`, under which every database has Kosovo; `ZZ` for unknown; `T1` for Tor. */
const countryCodes = new Set([...assigned, 'XK', 'ZZ', torCountry])

/** Whether a text is the code of a country that exists, or stands for one in the figures. */
export function isCountryCode(text: string): boolean {
  return countryCodes.has(text)
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
