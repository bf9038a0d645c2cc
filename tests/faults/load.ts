import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What became of the requests; each is a visit. */
export interface Load {
  /** Answers that were received whole, with status 200. */
  complete: number
  /** Requests that got another answer, or none to the end: whether they were counted is not known. */
  failed: number
  /** Longest wait for a whole answer, in milliseconds. */
  slowest: number
  /** Sends no more, and waits for what is under way. */
  stop(): Promise<void>
}

/** Russia, Ukraine, France, Germany, and one that is registered nowhere. */
const addresses = ['77.88.8.8', '91.198.10.1', '80.67.169.12', '9.9.9.9', '192.0.2.1']
const pages = ['/ru', '/uk', '/fr', '/en', '/ru/steps']

/** An old browser without `Sec-Fetch-*` that comes from nowhere. */
const headers = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0', 'Accept-Encoding': 'gzip' }

const patience = 10_000

/** Opens pages over and over on kept-alive connections, with a short pause after each, until it is told to stop. */
export function startLoad(url: string, connections = 4, pauseMs = 4): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let stopped = false

  async function run(first: number) {
    for (let number = first; !stopped; number++) {
      const start = performance.now()
      const path = pages[number % pages.length] ?? '/ru'
      const address = addresses[Math.floor(number / pages.length) % addresses.length] ?? ''
      if (await open(`${url}${path}`, address, agent)) {
        load.complete++
        load.slowest = Math.max(load.slowest, performance.now() - start)
      }
      else {
        load.failed++
      }
      await sleep(pauseMs)
    }
  }

  const load: Load = {
    complete: 0,
    failed: 0,
    slowest: 0,
    stop: async () => {
      stopped = true
      await running
      agent.destroy()
    },
  }
  const running = Promise.all(Array.from({ length: connections }, (_, number) => run(7 * number)))
  return load
}

/** Resolves with true when the whole answer has come. */
function open(url: string, address: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent, timeout: patience, headers: { ...headers, 'X-Forwarded-For': address } }, (response) => {
      response.resume()
      response.once('close', () => resolve(response.complete && response.statusCode === 200))
    })
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve(false))
  })
}
