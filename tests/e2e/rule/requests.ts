import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { typedAddress } from '../raw.ts'
import { names, type World } from './world.ts'

const run = promisify(execFile)

const modern = typedAddress['User-Agent']
const old = 'Mozilla/5.0 (Linux; Android 5.1; A33f) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/61.0.3163.98 Mobile Safari/537.36'
const inApp = 'Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36'

/** What messengers and networks send to make a preview of a link that somebody writes. */
const previews = {
  Telegram: 'TelegramBot (like TwitterBot)',
  WhatsApp: 'WhatsApp/2.25.33.75 A',
  VK: 'Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)',
  Odnoklassniki: 'Mozilla/5.0 (compatible; OdklBot/1.0 like Linux; klass@odnoklassniki.ru)',
  Viber: 'Viber/24.8.0.3 CFNetwork/1568.200.51 Darwin/24.1.0',
  iMessage: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  Discord: 'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
}

export interface RequestRow {
  name: string
  scheme: 'https' | 'http'
  args: string[]
  status: number
  visits: number
  doubtful: number
}

type Counted = 'visit' | 'doubtful' | 'nothing'

function requestRow(
  name: string,
  counted: Counted,
  headers: Record<string, string | undefined>,
  { scheme = 'https', args = [], status = 200 }: Partial<RequestRow> = {},
): RequestRow {
  // `Name:` takes a header away that curl would send.
  const lines = Object.entries(headers).map(([header, value]) => value === undefined ? `${header}:` : `${header}: ${value}`)
  return {
    name,
    scheme,
    args: [...args, ...lines.flatMap(line => ['-H', line])],
    status,
    visits: Number(counted === 'visit'),
    doubtful: Number(counted === 'doubtful'),
  }
}

const overHttp = { scheme: 'http' } as const

/** Single requests, as programs and old browsers make them. */
export const requestRows: readonly RequestRow[] = [
  requestRow('curl itself', 'nothing', {}),
  requestRow('no user agent', 'nothing', { 'User-Agent': undefined }),
  ...Object.entries(previews).map(([name, userAgent]) => requestRow(`preview by ${name}`, 'nothing', { 'User-Agent': userAgent })),
  requestRow('a modern browser’s user agent alone, over HTTPS', 'doubtful', { 'User-Agent': modern }),
  requestRow('the same with a Referer from elsewhere', 'doubtful', { 'User-Agent': modern, 'Referer': 'https://vk.com/' }),
  requestRow('the same over HTTP, where no browser says more', 'visit', { 'User-Agent': modern }, overHttp),
  requestRow('all headers of a modern browser: cannot be told from one', 'visit', typedAddress),
  requestRow('an old browser over HTTPS', 'visit', { 'User-Agent': old }),
  requestRow('a page inside an app', 'visit', { 'User-Agent': inApp }),
  requestRow('an old browser, link from this site', 'nothing', { 'User-Agent': old, 'Referer': `https://${names.site}/ru` }),
  requestRow('an old browser, link from a mirror', 'nothing', { 'User-Agent': old, 'Referer': `https://${names.mirror}/ru` }),
  requestRow('an old browser, reload', 'nothing', { 'User-Agent': old, 'Cache-Control': 'max-age=0' }),
  requestRow('HEAD', 'nothing', typedAddress, { args: ['-I'] }),
  requestRow('conditional, by tag', 'visit', { ...typedAddress, 'If-None-Match': '"1"' }),
  requestRow('conditional, by tag, any', 'visit', { ...typedAddress, 'If-None-Match': '*' }),
  requestRow('conditional, by date', 'visit', { ...typedAddress, 'If-Modified-Since': new Date().toUTCString() }),
  requestRow('a part of a page', 'visit', { ...typedAddress, Range: 'bytes=0-99' }),
  requestRow('prefetch, old name of the header', 'nothing', { ...typedAddress, Purpose: 'prefetch' }, { status: 503 }),
  requestRow('prefetch through a proxy that hides the address', 'nothing', {
    ...typedAddress, 'Sec-Purpose': 'prefetch;anonymous-client-ip',
  }, { status: 503 }),
]

/** Such as `curl 8.14`. @returns undefined when there is none */
export function curlVersion(): string | undefined {
  const { error, stdout } = spawnSync('curl', ['--version'], { encoding: 'utf8' })
  return error ? undefined : /^curl \d+\.\d+/.exec(stdout)?.[0]
}

/** @returns the status of the answer */
export async function sendByCurl({ scheme, args }: RequestRow, world: World): Promise<number> {
  const url = world[scheme]('site', '/ru')
  const { host } = new URL(url)
  const quietly = ['-sk', '-o', '/dev/null', '-w', '%{http_code}', '--noproxy', '*', '--resolve', `${host}:127.0.0.1`]
  const { stdout } = await run('curl', [...quietly, ...args, url])
  return Number(stdout)
}
