import { join } from 'node:path'
import { statSync } from 'node:fs'
import { parseTrustedProxies, peerOf } from '../../../server/counter/address.ts'
import { openCountries } from '../../../server/counter/country.ts'
import { createRecorder } from '../../../server/counter/recorder.ts'
import { openStore } from '../../../server/counter/store.ts'
import { decide } from '../../../server/counter/verdict.ts'
import { withFolder } from '../servers.ts'
import { addresses, builtInCountries } from '../visitors.ts'
import { visitHeaders } from '../load.ts'
import type { Suite } from '../report.ts'

/** The published visits of the hotline's own site: 48 million from September 2022 to December 2023, 46 million of them from Russia. */
const reference = { total: 48_000_000, russia: 46_000_000, from: '2022-09-18', to: '2023-12-31' }

/** Visits that one turn of the event loop brings; under load it is about this many. */
const turn = 64

const day = 86_400_000

export const replaySuite: Suite = {
  title: '15 months, 48 million visits, 46 million from Russia',
  method: 'Each visit is judged, its country looked up and counted as in service, 64 to a transaction, with the waves of November 2022 and spring 2023.',
  run: () => withFolder(async (folder) => {
    const file = join(folder, 'visits.sqlite')
    const days = daysBetween(reference.from, reference.to)
    const russian = spread(reference.russia, days)
    const others = spread(reference.total - reference.russia, days)
    const countries = openCountries(builtInCountries)
    const trusted = parseTrustedProxies('')
    let now = 0
    const recorder = createRecorder({ file, now: () => now })
    const headers = lowerCase(visitHeaders)
    const ownHosts: string[] = []
    const foreign = [...addresses.UA, ...addresses.DE, ...addresses.US]
    const start = performance.now()

    function visit(socketAddress: string, locale: string) {
      const peer = peerOf(socketAddress, trusted)
      const { verdict, country } = decide({
        method: 'GET', host: 'example.org', ownHosts, secure: true, headers, peer, address: peer.address, countryHeader: undefined, countries,
      })
      if (verdict !== 'visit') throw new Error('a visit was not taken for one')
      recorder.record(country, locale)
    }

    for (const [index, time] of days.entries()) {
      now = time
      const fromRussia = russian[index] ?? 0
      const all = fromRussia + (others[index] ?? 0)
      for (let number = 0; number < all; number++) {
        if (number < fromRussia) visit(addresses.RU[number % addresses.RU.length] ?? '', number % 50 === 0 ? 'uk' : 'ru')
        else visit(foreign[number % foreign.length] ?? '', number % 2 === 0 ? 'en' : 'fr')
        if (number % turn === 0) recorder.flush()
      }
      recorder.flush()
    }
    recorder.close()
    const seconds = (performance.now() - start) / 1000

    const store = openStore(file)
    const rows = store.rows()
    store.close()
    const total = sum(rows)
    const russia = sum(rows.filter(({ country }) => country === 'RU'))
    if (total !== reference.total || russia !== reference.russia) throw new Error(`counted ${total} visits, ${russia} of them from Russia`)
    return [
      { name: 'counted exactly', value: total, unit: 'visits' },
      { name: 'of them from Russia', value: russia, unit: 'visits' },
      { name: 'time', value: seconds, unit: 's', goal: { most: 180 } },
      { name: 'memory of the process', value: process.memoryUsage.rss() / 1e6, unit: 'MB' },
      { name: 'store', value: statSync(file).size / 1e6, unit: 'MB', goal: { most: 5 } },
    ]
  }),
}

/** As Node gives headers. */
function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function daysBetween(from: string, to: string): number[] {
  const first = Date.parse(from)
  return Array.from({ length: (Date.parse(to) - first) / day + 1 }, (_, index) => first + index * day)
}

/** Deals a total out to days, four times as many on the days of the two waves, without losing one. */
function spread(total: number, days: readonly number[]): number[] {
  const weights = days.map(time => /^(?:2022-11|2023-0[34])/.test(new Date(time).toISOString()) ? 4 : 1)
  const weight = weights.reduce((a, b) => a + b, 0)
  let given = 0
  let passed = 0
  return weights.map((part) => {
    passed += part
    const until = Math.round(total * passed / weight)
    const share = until - given
    given = until
    return share
  })
}

function sum(rows: readonly { n: number }[]): number {
  return rows.reduce((total, { n }) => total + n, 0)
}
