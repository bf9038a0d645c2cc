import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import { basename, extname } from 'node:path/posix'
import { setTimeout as sleep } from 'node:timers/promises'
import { readHtml } from '../../../shared/page/contact-scan.ts'
import { fileFolders, fileTypes, isReleaseFile } from '../../../shared/published.ts'

/** An answer as it came over the wire: every value of a header, of Early Hints (103), too, and the bytes before they are unpacked. */
export type Answer = { status: number, headers: NodeJS.Dict<string[]>, hints: NodeJS.Dict<string[]>, body: Buffer }

/** Somebody who asks, by the headers that tell him from others; the same on every machine. */
export type Asker = { name: string, headers: Readonly<Record<string, string>> }

/** Like Node itself, and without compression. */
export const program: Asker = { name: 'a program', headers: { 'accept': '*/*', 'accept-encoding': 'identity', 'accept-language': '*', 'sec-fetch-mode': 'cors', 'user-agent': 'node' } }

/**
 * A browser that follows a link of the site: whoever comes from nowhere or from elsewhere would be counted as a visit.
 */
const inside = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'same-origin' } as const

/** A copy can show each another page, and keeps a file for each compression. An old phone knows neither Sec-Fetch headers nor Brotli. */
export const browsers: readonly Asker[] = [
  {
    name: 'Chrome on a phone',
    headers: {
      'sec-ch-ua': '"Chromium";v="150", "Google Chrome";v="150", "Not)A;Brand";v="8"', 'sec-ch-ua-mobile': '?1', 'sec-ch-ua-platform': '"Android"',
      'upgrade-insecure-requests': '1',
      'user-agent': 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
      'accept': 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
      ...inside, 'sec-fetch-user': '?1', 'accept-encoding': 'gzip, deflate, br, zstd', 'accept-language': 'ru-RU,ru;q=0.9',
    },
  },
  {
    name: 'an iPhone',
    headers: {
      'accept': 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      ...inside, 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'ru',
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    },
  },
  {
    name: 'Tor Browser',
    headers: {
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'accept': 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-language': 'en-US,en;q=0.5', 'accept-encoding': 'gzip, deflate, br, zstd', 'upgrade-insecure-requests': '1',
      ...inside, 'sec-fetch-user': '?1',
    },
  },
  {
    name: 'an old phone',
    headers: {
      'accept': 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8',
      'user-agent': 'Mozilla/5.0 (Linux; Android 5.1.1; SM-J120F Build/LMY47X) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/39.0.0.0 Mobile Safari/537.36',
      'accept-encoding': 'gzip, deflate', 'accept-language': 'ru-RU,ru;q=0.8',
    },
  },
]

/** So often is asked again who says when: the site itself lets an address have 300 answers in ten seconds. */
const mostRepeats = 5

/** Waits of a minute are no limit of a server, but a way to keep us busy. In seconds. */
const mostWait = 60

/**
 * Asks an address and follows nobody elsewhere. Not with `fetch`: that unpacks what browsers show only the beginning of, joins headers
 * that stand there twice, and hides Early Hints.
 *
 * @param referer the page of the site that a browser comes from; a program says nothing of it
 * @param most bytes of the body of a page; of more nothing is read, so that nobody can keep us busy
 * @param patience seconds that one answer may take
 * @param whole ends all asking
 * @throws Error when nobody answers
 */
export async function ask(url: string, asker: Asker, { referer, most, patience, whole }: { referer: string, most: number, patience: number, whole: AbortSignal }): Promise<Answer> {
  const headers = asker === program ? asker.headers : { ...asker.headers, referer }
  for (let repeats = 0; ; repeats++) {
    const limit = AbortSignal.timeout(patience * 1000)
    const answer = await askOnce(url, headers, most, AbortSignal.any([whole, limit])).catch((error: unknown) => {
      // That the time was up says more than that the connection was cut off for it.
      limit.throwIfAborted()
      throw error
    })
    const wait = Number(answer.headers['retry-after']?.[0])
    if (answer.status !== 429 || !(wait <= mostWait) || repeats === mostRepeats) return answer
    await sleep(wait * 1000, undefined, { signal: whole })
  }
}

async function askOnce(url: string, headers: Asker['headers'], most: number, signal: AbortSignal): Promise<Answer> {
  const hints: NodeJS.Dict<string[]> = {}
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const get = url.startsWith('https:') ? getHttps : getHttp
    get(url, { headers, signal }, resolve)
      .on('information', ({ rawHeaders }) => {
        for (let at = 0; at < rawHeaders.length; at += 2) (hints[(rawHeaders[at] ?? '').toLowerCase()] ??= []).push(rawHeaders[at + 1] ?? '')
      })
      .on('error', reject)
  })
  const { statusCode: status = 0, headersDistinct } = response
  return { status, headers: headersDistinct, hints, body: await bodyOf(response, status === 200 ? most : 0) }
}

async function bodyOf(response: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  // Leaving the loop ends the transfer.
  for await (const part of response) {
    parts.push(part)
    size += part.length
    if (size > most) break
  }
  return Buffer.concat(parts)
}

/** What the codes of Node say, in words that go after the name of who was asked. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: nobody serves there',
  ECONNRESET: 'ends the connection',
  EAI_AGAIN: 'has a name that cannot be looked up now',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ENOTFOUND: 'has a name that nobody knows',
  ETIMEDOUT: 'does not answer',
  UND_ERR_SOCKET: 'ends the connection',
}

/** An address gave no answer; the message says why, in words that go after its name. */
export class NoAnswer extends Error {}

/**
 * Why an address gave no answer. The cause says more than the error, where there is one.
 *
 * @param error what asking threw
 * @param patience seconds that an answer may take
 */
export function noAnswer(error: unknown, patience: number): string {
  if (!(error instanceof Error)) return 'cannot be asked'
  if (error.name === 'TimeoutError') return `does not answer within ${patience} s`
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? String(cause.code) : ''
  return words[code] ?? (/CERT|SIGNED|TLS/.test(code) ? `has a certificate that is not valid (${code})` : `cannot be asked (${code || cause.message})`)
}

/**
 * What is wrong with headers.
 *
 * - `faults`: in words that go after the name of the file.
 * - `traces`: what they leave of readers, on their devices or with the server, in whole sentences without a name: each copy does it everywhere.
 * - `onions`: where Tor Browser is told to go instead.
 */
export type Strange = { faults: string[], traces: string[], onions: string[] }

/** They have other servers answer, get styles of others, tell others who reads, or mark who comes back. */
const leading = [
  'Alt-Svc', 'Link', 'NEL', 'Report-To', 'Reporting-Endpoints', 'Secure-Session-Registration', 'Set-Cookie', 'Speculation-Rules', 'Use-As-Dictionary',
]

/** By what a server can tell a reader who comes back from others, or asks browsers to tell. */
const telling = ['Accept-CH', 'Critical-CH', 'ETag', 'Last-Modified']

/**
 * Headers that no copy sends: they can lead readers elsewhere, make of the right bytes another page, or leave traces.
 *
 * @param shown a file, or a page by the name of its folder, and its text; none: the answer is no page
 */
export function strangeHeaders({ headers, hints }: Pick<Answer, 'headers' | 'hints'>, shown?: { file: string, content: string }): Strange {
  const names = leading.filter(name => headers[name.toLowerCase()])
  if (leadsOn(headers, shown?.content ?? '')) names.push('Refresh')
  if (shown && isSavedStrangely(headers, shown.file)) names.push('Content-Disposition')
  if (reports(headers)) names.push('Content-Security-Policy')
  return {
    faults: [
      ...names.map(name => ` comes with the header ${name}, which can lead readers elsewhere, change the page or mark who reads it`),
      ...(hints.link ?? []).map(link => ` comes behind Early Hints (103) that have browsers ask before they see the page: ${link}`),
      ...shown ? typeFaults(headers, shown.file) : [],
    ],
    traces: [
      ...telling.filter(name => headers[name.toLowerCase()] ?? hints[name.toLowerCase()]).map(name => `it sends ${name}, by which it can tell a reader from others or who comes back`),
      ...shown && !isReleaseFile(shown.file) ? storing(headers) : [],
    ],
    onions: headers['onion-location'] ?? [],
  }
}

/** The text of a page stays on the device of its reader unless the server forbids that outright. */
function storing({ 'cache-control': sent = [] }: Answer['headers']): string[] {
  if (sent.join(',').toLowerCase().split(',').some(directive => directive.trim() === 'no-store')) return []
  return [`it sends ${sent.length === 0 ? 'no Cache-Control' : `Cache-Control: ${sent.join(', ')}`}, so that texts stay on the reader’s device: only no-store leaves none`]
}

/** Whether browsers are to tell somebody what the policy has stopped. */
function reports(headers: Answer['headers']): boolean {
  return ['content-security-policy', 'content-security-policy-report-only'].some(name => /(?:^|[;,]\s*)report-(?:uri|to)\s/i.test(headers[name]?.join(', ') ?? ''))
}

/** The page of the quick exit says of itself where it leads; not in a comment. */
function leadsOn({ refresh }: Answer['headers'], page: string): boolean {
  if (refresh === undefined) return false
  return !readHtml(page).attributes.some(({ element, name, value }) => element === 'meta' && name === 'content' && value === refresh.join(', '))
}

/** Only files beside the pages are saved, and under their own name. */
function isSavedStrangely(headers: Answer['headers'], file: string): boolean {
  const isBeside = fileFolders.some(folder => file.startsWith(`${folder}/`))
  return (headers['content-disposition'] ?? []).some(value => value !== 'inline' && !(isBeside && value === `attachment; filename="${basename(file)}"`))
}

/** Another type or encoding makes browsers show the same bytes as other signs. Manifest and signatures are read by programs. */
function typeFaults(headers: Answer['headers'], file: string): string[] {
  const right = fileTypes[extname(file) || '.html']
  if (right === undefined || isReleaseFile(file)) return []
  const sent = headers['content-type']?.join(', ')
  if (sent === undefined) return [` comes without Content-Type instead of as ${right}`]
  return bare(sent) === bare(right) ? [] : [` comes as ${sent} instead of ${right}`]
}

/** A media type without the encoding that all files have. */
function bare(type: string): string {
  return type.trim().toLowerCase().replace(/\s*;\s*charset="?utf-8"?$/, '')
}
