import { BlockList } from 'node:net'
import { expect, it } from 'vitest'
import { createDynamicDocuments } from '../../../../server/http/dynamic.ts'
import { visitOf } from '../../../../tools/visits/visit.ts'
import { countries, oldBrowser, startSite } from '../../server/http/start-site.ts'

const rules = { ownHosts: [], onionHosts: [], trustedProxies: new BlockList(), countryHeader: undefined, countries }

/** Figures of November 2026 alone. */
const dynamic = createDynamicDocuments({
  render: async path => ({ status: 200, headers: new Headers(path.startsWith('/api/') ? { 'content-type': 'application/json' } : {}), text: async () => '{}' }),
  periods: async () => ['2026', '2026-11'],
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
  const visit = visitOf(line, rules, true)
  expect({ live: counts().visits, log: visit ? { [visit.country]: 1 } : {} }).toEqual(isCounted ? { live: { RU: 1 }, log: { RU: 1 } } : { live: {}, log: {} })
})

it('takes no address from what somebody wrote who came through tor', () => {
  const trustedProxies = new BlockList()
  trustedProxies.addAddress('127.0.0.1')
  const line = { time: 0, address: '127.0.0.1', method: 'GET', path: '/ru', status: 200, referer: undefined, userAgent: oldBrowser, headers: { 'x-forwarded-for': '77.88.8.8' } }
  const known = { ...rules, trustedProxies, ownHosts: ['ours.onion'], onionHosts: ['ours.onion'] }
  expect(visitOf({ ...line, host: 'ours.onion' }, known, true)).toMatchObject({ country: 'T1', address: '' })
  expect(visitOf({ ...line, host: 'site.example' }, known, true)).toMatchObject({ country: 'RU', address: '77.88.8.8' })
})
