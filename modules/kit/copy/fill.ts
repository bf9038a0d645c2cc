import { createHash } from 'node:crypto'
import { formatNumber } from '../../../shared/format.ts'
import type { Locale } from '../../../shared/locales.ts'

const token = /%(size|sha256):([\w.-]+)%/g

/**
 * Writes size and hash of published files where a page names them, `%size:info-ru.html%` and `%sha256:info-ru.html%`: pages are
 * printed before the files are made from them.
 *
 * @throws Error for a file that was not made
 */
export function fillFileFacts(html: string, files: ReadonlyMap<string, string>, locale: Locale): string {
  return html.replace(token, (_all, what: string, name: string) => {
    const text = files.get(name)
    if (text === undefined) throw new Error(`a page names the file ${name}, which was not made`)
    return what === 'size'
      ? formatNumber(Math.ceil(Buffer.byteLength(text) / 1000), locale)
      : createHash('sha256').update(text).digest('hex')
  })
}
