import { addDays } from './day.ts'
import { localeCodes } from './locales.ts'

/** RFC 9116, section 2.5.5, asks for less than a year. */
const validDays = 360

/**
 * The text of `/.well-known/security.txt`: https://www.rfc-editor.org/rfc/rfc9116
 *
 * @param contact an address that begins with `mailto:` or `https:`
 * @param date of the release, `YYYY-MM-DD`, from which its end is reckoned, so that the same release has the same text
 */
export function securityText(contact: string, date: string): string {
  return [
    `Contact: ${contact}`,
    `Expires: ${addDays(date, validDays)}T00:00:00Z`,
    `Preferred-Languages: ${localeCodes.join(', ')}`,
    '',
  ].join('\n')
}
