// Makes an access log in the combined format, the same for the same arguments: node tests/bench/generate-log.ts LINES FILE [--pages]
import { closeSync, openSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openCountries } from '../../server/counter/country.ts'
import { builtInCountries, createRandom as createFineRandom, randomAddress as anyAddress } from './visitors.ts'

export const host = 'guide.example'

/** One network of each country, as DB-IP Lite has them, and how many of a thousand visitors come from there. */
const networks: readonly (readonly [v4: string, v6: string, share: number])[] = [
  ['77.88', '2a02:6b8', 820],
  ['195.5', '2a01:d0', 60],
  ['178.124', '2a02:2208', 20],
  ['212.154', '2a00:5da0', 20],
  ['212.77', '2a01:1d8', 20],
  ['193.99', '2a02:2e0', 25],
  ['212.27', '2a01:e00', 15],
  ['212.58', '2a02:c7f', 10],
  ['193.40', '2001:bb8', 5],
  ['210.130', '2001:240', 5],
]

const pages = ['', '/steps', '/contact', '/safety', '/rights', '/family', '/faq', '/risks', '/after', '/genuine', '/project', '/visits']
const others = ['/favicon.ico', '/robots.txt', '/sitemap.xml', '/wp-login.php', '/.env', '/api/visits.json', '/assets/map.svg', '/ru/steps.php', '/']
const referers = ['-', '-', 'https://www.google.com/', 'https://yandex.ru/', 'https://t.me/', 'https://vk.com/away.php?to=x', `https://${host}/ru`, `https://${host}/ru/steps`]
const robots = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
  'TelegramBot (like TwitterBot)',
  'curl/8.14.1',
  '-',
]

/** What a log is of: how many of fifteen lines are pages, and who asks. The rest is what a log holds besides: assets, robots, scanners, errors. */
export interface LogKind {
  readonly pages: number
  readonly addressOf: (random: (below: number) => number) => string
}

/** A server of many things: one line in three is a page, from ten countries. */
export const mixedLog: LogKind = { pages: 5, addressOf: randomAddress }

/** A site without assets, like ours: four lines in five are pages, from 60,000 addresses in all the countries that the country data has. */
export function pagesLog(): LogKind {
  const addresses = worldwideAddresses(60_000)
  return { pages: 12, addressOf: random => addresses[random(addresses.length)] ?? '' }
}

/** Addresses anywhere, and of each small country that was not among them at least one. */
function worldwideAddresses(most: number): string[] {
  const countries = openCountries(builtInCountries)
  const random = createFineRandom(20_261_130)
  const addresses: string[] = []
  const seen = new Set<string>()
  for (let drawn = 0; drawn < 50 * most; drawn++) {
    const address = anyAddress(random, drawn % 4 === 0 ? 6 : 4)
    const country = countries.lookUp(address)
    if (addresses.length >= most && seen.has(country)) continue
    seen.add(country)
    addresses.push(address)
  }
  return addresses
}

interface GeneratedLine {
  readonly text: string
  /** What it must be counted as, known from how it was made; undefined for no visit. */
  readonly visit: { readonly day: string, readonly address: string, readonly locale: string } | undefined
}

/** A linear congruential generator (Numerical Recipes): not good, but quick and the same everywhere. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor(state / 4_294_967_296 * below)
  }
}

/**
 * The lines of the log, in the order of their times, over 30 days from 1 November 2026.
 *
 * @param kind - what it is of
 * @param agents - how many different browsers there are; new versions and phones make some thousands in a month
 */
function* generateLog(lines: number, kind: LogKind, agents = 3000): Generator<GeneratedLine> {
  const random = createRandom(20_261_101)
  const pick = <Item>(items: readonly Item[], fallback: Item): Item => items[random(items.length)] ?? fallback
  const start = Date.UTC(2026, 10, 1)
  const step = 30 * 86_400_000 / lines
  for (let number = 0; number < lines; number++) {
    const address = kind.addressOf(random)
    const isPage = random(15) < kind.pages
    const locale = pick(['ru', 'ru', 'ru', 'ru', 'uk', 'en', 'fr'], 'ru')
    const path = isPage ? `/${locale}${pick(pages, '')}${random(10) === 0 ? '/' : ''}${random(20) === 0 ? '?utm=tg' : ''}` : pick(others, '/')
    const method = random(50) === 0 ? 'HEAD' : 'GET'
    const status = isPage ? (random(40) === 0 ? 304 : 200) : (random(3) === 0 ? 200 : 404)
    const isRobot = random(8) === 0
    const agent = isRobot ? pick(robots, '-') : browser(random, agents)
    const referer = pick(referers, '-')
    const iso = new Date(start + number * step).toISOString()
    yield {
      text: `${address} - - [${clfTime(iso)}] "${method} ${path} HTTP/2.0" ${status} ${1000 + random(9000)} "${referer}" "${agent}"`,
      visit: isPage && method === 'GET' && !isRobot && !referer.includes(host) ? { day: iso.slice(0, 10), address, locale } : undefined,
    }
  }
}

function randomAddress(random: (below: number) => number): string {
  let share = random(1000)
  const [v4, v6] = networks.find(network => (share -= network[2]) < 0) ?? networks[0] ?? ['', '']
  return random(4) === 0 ? `${v6}:${random(65_536).toString(16)}::${random(65_536).toString(16)}` : `${v4}.${random(256)}.${random(256)}`
}

/** Few are common and many are rare, as in life. */
function browser(random: (below: number) => number, agents: number): string {
  const number = Math.min(random(agents), random(agents), random(agents), random(agents))
  const version = 100 + number % 60
  if (number % 3 === 0) return `Mozilla/5.0 (Linux; Android ${8 + number % 8}; SM-A${number % 1000}F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Mobile Safari/537.36`
  if (number % 3 === 1) return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.${number}.0 Safari/537.36`
  return `Mozilla/5.0 (iPhone; CPU iPhone OS ${12 + number % 14}_${number % 8} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${12 + number % 14}.${number % 100} Mobile/15E148 Safari/604.1`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function clfTime(iso: string): string {
  return `${iso.slice(8, 10)}/${months[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`
}

/** Writes the log, and calls `onVisit` with each visit in it. */
export function writeLog(lines: number, file: string, onVisit: (visit: NonNullable<GeneratedLine['visit']>) => void = () => {}, kind = mixedLog) {
  const target = openSync(file, 'w')
  let batch: string[] = []
  for (const { text, visit } of generateLog(lines, kind)) {
    if (visit) onVisit(visit)
    if (batch.push(text) < 10_000) continue
    writeSync(target, `${batch.join('\n')}\n`)
    batch = []
  }
  if (batch.length > 0) writeSync(target, `${batch.join('\n')}\n`)
  closeSync(target)
}

if (import.meta.main) {
  const { positionals: [lines, file], values: { pages } } = parseArgs({ allowPositionals: true, options: { pages: { type: 'boolean' } } })
  if (!lines || !file) throw new Error('usage: node tests/bench/generate-log.ts LINES FILE [--pages]')
  writeLog(Number(lines), file, undefined, pages ? pagesLog() : mixedLog)
}
