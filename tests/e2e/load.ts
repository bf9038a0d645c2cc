import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { typedAddress } from './raw.ts'

export interface Load {
  /** Stops asking and waits for the answers under way. */
  stop: () => Promise<Received>
  /** Waits until so many answers have come whole: a number says more than a time on a machine that is busy. */
  reached: (complete: number) => Promise<void>
}

export interface Received {
  /** Visits whose answer came whole. */
  complete: number
  /** Visits that were asked for and whose answer did not come, or not whole: counted or not, nobody can say. */
  broken: number
}

/**
 * Opens pages of a site as fast as it answers, each request a visit, over several connections that are kept.
 *
 * @param connections how many requests are under way at any time
 */
export function startLoad({ port }: { port: number }, connections = 8): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const received: Received = { complete: 0, broken: 0 }
  let going = true

  async function openPages() {
    while (going) {
      if (await opensWhole(port, agent)) received.complete++
      else {
        received.broken++
        // A server that is gone would otherwise be asked in a tight loop.
        await sleep(20)
      }
    }
  }

  const all = Promise.all(Array.from({ length: connections }, openPages))
  return {
    reached: async (complete) => {
      while (received.complete < complete) await sleep(5)
    },
    stop: async () => {
      going = false
      await all
      agent.destroy()
      return received
    },
  }
}

function opensWhole(port: number, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/ru', agent, headers: typedAddress }, (answer) => {
      answer.on('end', () => resolve(answer.statusCode === 200 && answer.complete))
      answer.on('error', () => resolve(false))
      answer.resume()
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
}
