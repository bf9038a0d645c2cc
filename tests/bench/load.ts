import { spawnSync } from 'node:child_process'
import autocannon from 'autocannon'
import type { BenchOptions } from './report.ts'

/** A browser that types the address: each request is a visit, which is the dearest case. */
export const visitHeaders = {
  'Accept-Encoding': 'gzip',
  'User-Agent': 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  'Sec-Fetch-Site': 'none',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-User': '?1',
  // A Yandex name server: the country is looked up for every request.
  'X-Forwarded-For': '77.88.8.8',
}

/** The same browser that follows a link within the site: judged, but not counted. */
export const clickHeaders = { ...visitHeaders, 'Sec-Fetch-Site': 'same-origin' }

const connections = 64

/** True where wrk is installed. It needs a tenth of the processor time of autocannon, which matters where both share two cores. */
export const hasWrk = spawnSync('wrk', ['-v']).error === undefined

const hasTaskset = spawnSync('taskset', ['--version']).status === 0

function plain(command: string, args: string[]): [string, string[]] {
  return [command, args]
}

/** Command and arguments, held on one core where that is possible, so that server and load do not push each other around. */
export function onCore(core: number, command: string, args: string[]): [string, string[]] {
  return hasTaskset ? ['taskset', ['-c', String(core), command, ...args]] : [command, args]
}

/** One address under load. */
interface Contestant {
  url: string
  headers: Record<string, string>
}

/**
 * Measures several servers in turns, so that whatever else the machine does hits all alike.
 *
 * @returns for each the median of its answers a second
 */
export async function inTurns({ rounds, seconds }: BenchOptions, contestants: readonly Contestant[], threads = 1): Promise<number[]> {
  const results = contestants.map(() => new Array<number>())
  for (const { url, headers } of contestants) await measure(url, headers, 1, threads)
  for (let round = 0; round < rounds; round++) {
    for (const [index, { url, headers }] of contestants.entries()) results[index]?.push(await measure(url, headers, seconds, threads))
  }
  return results.map(median)
}

/**
 * Asks for one page over kept-alive connections for a while.
 *
 * @returns complete answers a second
 * @throws Error when answers failed
 */
async function measure(url: string, headers: Record<string, string>, seconds: number, threads: number): Promise<number> {
  return hasWrk ? measureByWrk(url, headers, seconds, threads) : measureByAutocannon(url, headers, seconds)
}

function measureByWrk(url: string, headers: Record<string, string>, seconds: number, threads: number): number {
  const headerArguments = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const args = [`-t${threads}`, `-c${connections}`, `-d${seconds}s`, ...headerArguments, url]
  // One thread is held on a core of its own; several are left to the system, as are the servers they load.
  const { stdout } = spawnSync(...(threads === 1 ? onCore(1, 'wrk', args) : plain('wrk', args)), { encoding: 'utf8' })
  if (/Non-2xx|Socket errors: connect [1-9]/.test(stdout)) throw new Error(`some answers failed:\n${stdout}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}

async function measureByAutocannon(url: string, headers: Record<string, string>, seconds: number): Promise<number> {
  const result = await autocannon({ url, headers, connections, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} answers failed`)
  return result.requests.average
}

/** Latency of answers in milliseconds at a rate that is held, by percentile. */
export async function latencyAt(rate: number, { url, headers }: Contestant, seconds: number) {
  const { latency } = await autocannon({ url, headers, connections, duration: seconds, overallRate: Math.round(rate) })
  return { p50: latency.p50, p99: latency.p99, p999: latency.p99_9 }
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}
