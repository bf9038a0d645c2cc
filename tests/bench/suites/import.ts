import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCountries } from '../../../server/counter/country.ts'
import { openStore } from '../../../server/counter/store.ts'
import { host, mixedLog, pagesLog, writeLog, type LogKind } from '../generate-log.ts'
import { toMaxMindSchema } from '../maxmind-schema.ts'
import { withFolder } from '../servers.ts'
import { median } from '../load.ts'
import { builtInCountries } from '../visitors.ts'
import type { Finding, Suite } from '../report.ts'

const lines = 2_000_000

/** Each round of GoAccess takes half a minute. */
const mostRounds = 3

const maxMindName = 'country.mmdb'

const tool = join(import.meta.dirname, '../../../tools/visits.ts')

export const importSuite: Suite = {
  title: `Access logs of ${lines.toLocaleString('en-GB')} lines, combined format: one line in three is a page, or four in five`,
  method: 'visits import and GoAccess in turns on the same file with the same country data; every count is compared with what was generated.',
  run: ({ rounds }) => withFolder(async (folder) => {
    writeFileSync(join(folder, maxMindName), toMaxMindSchema(readFileSync(builtInCountries)))
    const most = Math.min(rounds, mostRounds)
    return [...findingsOf('one in three', mixedLog, folder, most), ...findingsOf('four in five', pagesLog(), folder, most)]
  }),
}

function findingsOf(name: string, kind: LogKind, folder: string, rounds: number): Finding[] {
  const log = join(folder, 'access.log')
  const truth = writeTrueLog(log, kind)
  const ours: Run[] = []
  const theirs: Run[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(runImport(folder, log, truth))
    const other = runGoAccess(folder, log)
    if (other) theirs.push(other)
  }
  const rate = lines / median(ours.map(({ seconds }) => seconds))
  const otherRate = theirs.length > 0 ? lines / median(theirs.map(({ seconds }) => seconds)) : undefined
  return [
    { name: `${name}: visits import`, value: rate, unit: 'lines/s' },
    { name: `${name}: GoAccess`, value: otherRate, unit: 'lines/s' },
    { name: `${name}: visits import / GoAccess`, value: otherRate && rate / otherRate, unit: 'ratio', goal: { least: 10 } },
    { name: `${name}: the same by processor time`, value: cpuRatio(ours, theirs), unit: 'ratio' },
    { name: `${name}: memory of visits import`, value: Math.max(...ours.map(({ megabytes }) => megabytes)), unit: 'MB', goal: { most: 200 } },
    { name: `${name}: memory of GoAccess`, value: theirs.length > 0 ? Math.max(...theirs.map(({ megabytes }) => megabytes)) : undefined, unit: 'MB' },
  ]
}

interface Run {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly megabytes: number
}

function writeTrueLog(log: string, kind: LogKind): Map<string, number> {
  const countries = openCountries(builtInCountries)
  const truth = new Map<string, number>()
  writeLog(lines, log, ({ day, address, locale }) => {
    const key = `${day} ${countries.lookUp(address)} ${locale}`
    truth.set(key, (truth.get(key) ?? 0) + 1)
  }, kind)
  return truth
}

function runImport(folder: string, log: string, truth: ReadonlyMap<string, number>): Run {
  const file = join(folder, 'visits.sqlite')
  const env = { PATH: process.env.PATH, VISITS_FILE: file, OWN_HOSTS: host }
  const run = measure(process.execPath, [tool, 'import', log, '--json'], env)
  const store = openStore(file)
  const rows = store.rows()
  store.close()
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  const exact = rows.length === truth.size && rows.every(({ day, country, locale, n }) => truth.get(`${day} ${country} ${locale}`) === n)
  if (!exact) throw new Error('the counts are not what was generated')
  return run
}

function runGoAccess(folder: string, log: string): Run | undefined {
  if (spawnSync('goaccess', ['--version']).error) return undefined
  return measure('goaccess', [log, '--log-format=COMBINED', '--no-progress', `--geoip-database=${join(folder, maxMindName)}`, '-o', join(folder, 'goaccess.json')], process.env)
}

/** By GNU time, which is the one that tells the memory of another process. */
function measure(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Run {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', 'measured %e %U %S %M', command, ...args], { encoding: 'utf8', env })
  const [, seconds, user, system, kilobytes] = /measured (\S+) (\S+) (\S+) (\d+)/.exec(stderr) ?? []
  if (status !== 0 || kilobytes === undefined) throw new Error(`${command} failed: ${stderr}`)
  return { seconds: Number(seconds), cpuSeconds: Number(user) + Number(system), megabytes: Number(kilobytes) / 1000 }
}

function cpuRatio(ours: readonly Run[], theirs: readonly Run[]): number | undefined {
  if (theirs.length === 0) return undefined
  return median(theirs.map(({ cpuSeconds }) => cpuSeconds)) / median(ours.map(({ cpuSeconds }) => cpuSeconds))
}
