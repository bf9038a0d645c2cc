import { BlockList } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createDynamicDocuments } from '../../../../server/http/dynamic.ts'
import type { LogLine } from '../../../../tools/visits/formats/log-line.ts'
import { pageLocale, shownPage, visitOf, type LogRules } from '../../../../tools/visits/visit.ts'
import { countries, oldBrowser, startSite } from '../../server/http/start-site.ts'

const edition = { periods: new Map([['2026', 0], ['2026-11', 0]]) }

/** The visit in a line, whatever the line is. */
function visitIn(line: LogLine, rules: LogRules) {
  const locale = shownPage(line)
  return locale && visitOf(line, locale, rules)
}

const rules = { ownHosts: [], onionHosts: [], trustedProxies: new BlockList(), countryHeader: undefined, countries }

/** Figures of November 2026 alone. */
const dynamic = createDynamicDocuments({
  render: async path => ({ status: 200, headers: new Headers(path.startsWith('/api/') ? { 'content-type': 'application/json' } : {}), text: async () => '{}' }),
  edition: async () => edition,
})

/** Whether the site counts a visit when somebody comes to a path, and whether a log would say the same of how it was answered. */
it.each([
  ['/ru', true],
  ['/ru/', true],
  ['/ru?from=tg', true],
  ['/ru/visits', true],
  ['/ru/visits/', true],
  ['/ru/visits/2026', true],
  ['/ru/visits/2026-11', true],
  ['/ru/visits/2026-11/', true],
  ['/uk/visits/2026-11?from=tg', true],
  ['/ru/visits/2026-10', false],
  ['/ru/visits/2026-13', false],
  ['/ru/visits/2026-11-24', false],
  ['/ru/visits/2026-11/index.html', false],
  ['/ru/visits/2026/11', false],
  ['/ru/visits/all', false],
  ['/de/visits/2026', false],
  ['/api/visits.json', false],
  ['/health/live', false],
  ['/', false],
  ['/ru/404', false],
  ['/ru/x', false],
  ['/ru/nothing', false],
  ['/ru//', false],
  ['/%72u', false],
])('%s: %s, live and from a log', async (path, isCounted) => {
  const { send, counts } = await startSite({}, dynamic)
  const { status = 0 } = await send({ 'User-Agent': oldBrowser }, path)
  const line = { time: 0, address: '77.88.8.8', method: 'GET', path, status, referer: undefined, userAgent: oldBrowser, host: 'site.example' }
  const visit = visitIn(line, rules)
  expect({ live: counts().visits, log: visit ? { [visit.country]: 1 } : {} }).toEqual(isCounted ? { live: { RU: 1 }, log: { RU: 1 } } : { live: {}, log: {} })
})

it('takes no address from what somebody wrote who came through tor', () => {
  const trustedProxies = new BlockList()
  trustedProxies.addAddress('127.0.0.1')
  const line = { time: 0, address: '127.0.0.1', method: 'GET', path: '/ru', status: 200, referer: undefined, userAgent: oldBrowser, headers: { 'x-forwarded-for': '77.88.8.8' } }
  const known = { ...rules, trustedProxies, ownHosts: ['ours.onion'], onionHosts: ['ours.onion'] }
  expect(visitIn({ ...line, host: 'ours.onion' }, known)).toMatchObject({ country: 'T1', address: '' })
  expect(visitIn({ ...line, host: 'site.example' }, known)).toMatchObject({ country: 'RU', address: '77.88.8.8' })
})

describe('the page that a target names', () => {
  it.each([
    ['/ru', 'ru'],
    ['/uk/', 'uk'],
    ['/fr?from=tg', 'fr'],
    ['/en/steps', 'en'],
    ['/ru/steps/', 'ru'],
    ['/ru/steps/?a=/b', 'ru'],
    ['/ru/visits', 'ru'],
    ['/ru/visits/2026', 'ru'],
    ['/uk/visits/2026-11', 'uk'],
    ['/fr/visits/2026-11/?a', 'fr'],
    ['/uk/index.html', 'uk'],
    ['/ru/steps/index.html?from=tg', 'ru'],
    ['/ru/4040', 'ru'],
    ['/', undefined],
    ['', undefined],
    ['/de', undefined],
    ['/RU', undefined],
    ['/rus', undefined],
    ['/ru/404', undefined],
    ['/ru/busy/', undefined],
    ['/ru/unavailable?x', undefined],
    ['/ru/x', undefined],
    ['/ru/x/', undefined],
    ['/ru/xx', 'ru'],
    ['/index.html', undefined],
    ['/ruindex.html', undefined],
    ['/ru/404.html', undefined],
    ['/ru/x/index.html', undefined],
    ['/ru/steps/index.html/', undefined],
    ['/ru/steps.php', undefined],
    ['/ru/a/b', undefined],
    ['/ru/visits/all', undefined],
    ['/ru/visits/2026-13', undefined],
    ['/ru/visits/2026-11-24', undefined],
    ['/ru/steps/2026', undefined],
    ['/ru//', undefined],
    ['/ru/%73teps', undefined],
    ['//ru', undefined],
    ['https://guide.example/ru', undefined],
  ])('%s: %s', (target, locale) => expect(pageLocale(target)).toBe(locale))
})
