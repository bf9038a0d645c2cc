import { spawnSync } from 'node:child_process'
import autocannon from 'autocannon'

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

/** Command and arguments, held on one core where that is possible, so that server and load do not push each other around. */
export function onCore(core: number, command: string, args: string[]): [string, string[]] {
  return hasTaskset ? ['taskset', ['-c', String(core), command, ...args]] : [command, args]
}

/**
 * Asks for one page over kept-alive connections for a while.
 *
 * @returns complete answers a second
 * @throws Error when answers failed
 */
export async function measure(url: string, headers: Record<string, string>, seconds: number): Promise<number> {
  return hasWrk ? measureByWrk(url, headers, seconds) : measureByAutocannon(url, headers, seconds)
}

function measureByWrk(url: string, headers: Record<string, string>, seconds: number): number {
  const headerArguments = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const { stdout } = spawnSync(...onCore(1, 'wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, ...headerArguments, url]), { encoding: 'utf8' })
  if (/Non-2xx|Socket errors: connect [1-9]/.test(stdout)) throw new Error(`some answers failed:\n${stdout}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}

async function measureByAutocannon(url: string, headers: Record<string, string>, seconds: number): Promise<number> {
  const result = await autocannon({ url, headers, connections, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} answers failed`)
  return result.requests.average
}
