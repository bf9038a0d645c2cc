import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openCountries } from '../../../server/counter/country.ts'
import { publish } from '../../../server/counter/figures.ts'
import { createRecorder } from '../../../server/counter/recorder.ts'
import { openStore } from '../../../server/counter/store.ts'
import type { Finding, Suite } from '../report.ts'
import { withFolder } from '../servers.ts'
import { builtInCountries, createRandom, randomAddress } from '../visitors.ts'

const run = promisify(execFile)
const countries = 250
const turns = 2000
const day = 86_400_000

export const growthSuite: Suite = {
  title: 'How cost grows',
  method: 'With stores of more visits and more days (250 countries each day): one more turn of 64 visits, and the figures of all days. Then more processes on one file.',
  run: () => withFolder(async (folder) => {
    const findings: Finding[] = []
    for (const { visits, years } of [{ visits: 1e6, years: 1 }, { visits: 1e7, years: 1 }, { visits: 1e8, years: 1 }, { visits: 1e8, years: 10 }]) {
      findings.push(...measureStore(join(folder, `${visits}-${years}.sqlite`), visits, years))
    }
    for (const writers of [1, 2, 8]) findings.push(await measureWriters(join(folder, `${writers}.sqlite`), writers))
    return findings
  }),
}

function measureStore(file: string, visits: number, years: number): Finding[] {
  const name = `${(visits / 1e6).toLocaleString('en-GB')} million visits, ${years} ${years === 1 ? 'year' : 'years'}`
  fill(file, visits, years)
  const recorder = createRecorder({ file })
  const start = performance.now()
  for (let turn = 0; turn < turns; turn++) {
    for (let number = 0; number < 64; number++) recorder.record('RU', 'ru')
    recorder.flush()
  }
  const perTurn = (performance.now() - start) * 1000 / turns
  recorder.close()
  const store = openStore(file)
  const startReading = performance.now()
  publish(store.days(), new Date().toISOString().slice(0, 10))
  const reading = performance.now() - startReading
  store.close()
  return [
    { name: `${name}: a turn of 64 visits`, value: perTurn, unit: 'µs' },
    { name: `${name}: the figures, once a day`, value: reading, unit: 'ms', goal: { most: 1000 } },
    { name: `${name}: size of the store`, value: statSync(file).size / 1e6, unit: 'MB' },
  ]
}

function fill(file: string, visits: number, years: number) {
  const days = years * 365
  const n = Math.max(1, Math.round(visits / days / countries))
  const letters = Array.from({ length: countries }, (_, index) => String.fromCharCode(65 + Math.floor(index / 26), 65 + index % 26))
  const store = openStore(file)
  for (let index = 1; index <= days; index++) {
    const date = new Date(Date.now() - index * day).toISOString().slice(0, 10)
    store.add(letters.map(country => ({ day: date, country, locale: 'ru', n })))
  }
  store.close()
}

async function measureWriters(file: string, writers: number): Promise<Finding> {
  const script = join(import.meta.dirname, '../writer.ts')
  const outputs = await Promise.all(Array.from({ length: writers }, () => run(process.execPath, [script, file])))
  const results = outputs.map(({ stdout }) => stdout.trim().split(' ').map(Number))
  const counted = results.reduce((sum, [visits = 0]) => sum + visits, 0)
  const seconds = (Math.max(...results.map(([, , end = 0]) => end)) - Math.min(...results.map(([, start = 0]) => start))) / 1000
  const store = openStore(file)
  const stored = store.rows().reduce((sum, { n }) => sum + n, 0)
  store.close()
  if (stored !== counted) throw new Error(`${counted} visits were counted, ${stored} are stored`)
  return { name: `${writers} ${writers === 1 ? 'process' : 'processes'} on one file, all together`, value: counted / seconds, unit: 'visits/s' }
}

const lookUps = 400_000

export const lookUpSuite: Suite = {
  title: 'Country look-ups',
  method: 'Random public addresses, half of them IPv6, one after the other.',
  run: async () => {
    const countries = openCountries(builtInCountries)
    const random = createRandom(1)
    const addresses = Array.from({ length: lookUps }, (_, index) => randomAddress(random, index % 2 === 0 ? 4 : 6))
    for (const address of addresses.slice(0, 50_000)) countries.lookUp(address)
    const start = performance.now()
    for (const address of addresses) countries.lookUp(address)
    return [{ name: 'IPv4 and IPv6 mixed', value: lookUps / (performance.now() - start) * 1000, unit: 'look-ups/s' }]
  },
}
