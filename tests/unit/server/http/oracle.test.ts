import { expect, it } from 'vitest'
import { createFlood } from '../../../../server/counter/network.ts'
import { createRateLimit, leastRateLimit, rateWindow } from '../../../../server/http/limits.ts'
import { createRandom } from './random.ts'

// Can somebody learn from what he is refused whether a reader with the same address has opened the site? Each attacker knows the program and its
// settings, tries it out on his own machine as often as he likes, and then guesses of each window whether there was a reader.

const address = '77.88.8.8'

const typed = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }

/** What an attacker asks for, how often in a window, and what he makes of the answers: a number. */
interface Attack {
  headers: Record<string, string>
  /** In limits. */
  requests: number
  /** Of a reader who stays so many windows he sees as many. */
  windows?: number
  measure: (refused: readonly boolean[]) => number
}

const passed = (refused: readonly boolean[]) => refused.filter(answer => !answer).length

const attacks: Record<string, Attack> = {
  'looks at the last of as many requests as are set': { headers: typed, requests: 1, measure: refused => Number(!refused.at(-1)) },
  'counts what is not refused': { headers: typed, requests: 3, measure: passed },
  'waits for the first that is refused': { headers: typed, requests: 3, measure: refused => refused.indexOf(true) },
  'counts for a minute while a reader goes on': { headers: typed, requests: 3, windows: 6, measure: passed },
  'has a page of another site load images in the browser of a reader': { headers: image, requests: 3, measure: passed },
}

/** So much is measured with a reader, or without. @param pages - that he opens in a window, before the attacker or between his requests */
function tryOnce({ headers, requests, windows = 1, measure }: Attack, limit: number, pages: number, random: () => number): number {
  let time = 0
  const isTooMany = createRateLimit(limit, () => time, random)
  let sum = 0
  for (let window = 0; window < windows; window++) {
    const visits = new Set(Array.from({ length: pages }, () => Math.floor(random() * limit)))
    const refused = Array.from({ length: requests * limit }, (_, number) => {
      if (visits.has(number)) isTooMany(address, typed)
      return isTooMany(address, headers)
    })
    sum += measure(refused)
    time += rateWindow
  }
  return sum
}

/** How often the attacker is right, from 0 to 1, in so many trials, with the best line that as many trials of his own have shown him. */
function accuracyOf(attack: Attack, limit: number, pages: number, trials: number): number {
  const random = createRandom(pages)
  const sample = () => Array.from({ length: trials }, (_, number) => {
    const wasThere = number % 2 === 0
    return { wasThere, measured: tryOnce(attack, limit, wasThere ? pages : 0, random) }
  })
  const [known, unknown] = [sample(), sample()]
  const right = (trial: typeof known, line: number) => trial.filter(({ wasThere, measured }) => (measured < line) === wasThere).length / trial.length
  const lines = [...new Set(known.map(({ measured }) => measured))]
  const best = lines.reduce((one, other) => right(known, other) > right(known, one) ? other : one)
  return right(unknown, best)
}

/** What is set as a rule, and what is left of it for each of many processes. */
const limits = [300, leastRateLimit]

it.each(limits.flatMap(limit => [1, 5].flatMap(pages => Object.entries(attacks).map(([name, attack]) => ({ limit, pages, name, attack })))))('of $limit requests: whoever $name guesses by chance whether a reader opened $pages in ten seconds', ({ limit, pages, attack }) => {
  const accuracy = accuracyOf(attack, limit, pages, 400)
  expect(accuracy).toBeGreaterThan(0.4)
  expect(accuracy).toBeLessThan(0.6)
})

it('whoever opens more pages than count finds the same number in the figures, whether or not a reader with his address was there', () => {
  const counted = (readers: number) => {
    const isFlood = createFlood(1000, () => 0)
    return Array.from({ length: 1000 + readers }, () => isFlood(address)).filter(answer => !answer).length
  }
  expect([0, 1, 5, 100].map(counted)).toEqual([1000, 1000, 1000, 1000])
})
