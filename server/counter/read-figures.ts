import { utcDay } from '../../shared/day.ts'
import { readConfig } from '../config.ts'
import { publish, type Figures } from './figures.ts'
import { createSharedEngine } from './shared-engine.ts'
import { openStoreForReading, type DayCounts } from './store.ts'

/** How long the shared engine may take, in seconds; a reader waits for it. */
const engineSeconds = 2

/** How long an answer of the shared engine, or its silence, holds for all who ask, in milliseconds. */
const holdsFor = 10_000

let reading: { readonly figures: Promise<Figures>, readonly until: number } | undefined

/** As the shared engine last gave them. Figures, not counts: what was an unfinished day then must not be shown as a finished one. */
let lastKnown: Figures | undefined

/**
 * The figures that may be published today: of all machines where `VISITS_POSTGRES` is set, else of this one. When the shared engine is
 * out of reach, those that it gave last, or if it never did, those of this machine.
 */
export function readFigures(): Promise<Figures> {
  const { visitsFile, visitsPostgres } = readConfig(process.env)
  if (visitsPostgres === undefined) return readLocal(visitsFile)
  const time = Date.now()
  if (reading === undefined || time >= reading.until) reading = { figures: readShared(visitsPostgres, visitsFile), until: time + holdsFor }
  return reading.figures
}

async function readShared(url: string, file: string): Promise<Figures> {
  const engine = createSharedEngine(url, engineSeconds)
  try {
    return lastKnown = figuresOf(await within(engineSeconds, engine.days()))
  }
  catch {
    // The publisher has told the operator.
    return lastKnown ?? readLocal(file)
  }
  finally {
    engine.close()
  }
}

async function readLocal(file: string): Promise<Figures> {
  const store = openStoreForReading(file)
  try {
    return figuresOf(store?.days() ?? [])
  }
  finally {
    store?.close()
  }
}

function figuresOf(days: readonly DayCounts[]): Figures {
  return publish(days, utcDay())
}

/** Connection and statements have limits of their own; this is for their sum. */
function within<Result>(seconds: number, result: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too slow')), 1000 * seconds)
    result.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
