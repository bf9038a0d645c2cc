import { utcDay } from '../../shared/day.ts'
import type { Figures } from '../../shared/statistics.ts'
import { publish } from './figures.ts'
import { createSharedEngine } from './engine/engine.ts'
import { openStoreForReading, type DayCounts } from './store.ts'

/** How long the shared engine may take, in seconds; a reader waits for it. */
const engineSeconds = 2

/** How long an answer of the shared engine, or its silence, holds for all who ask, in milliseconds. */
const holdsFor = 10_000

/** Where the counts are, as the configuration names it. */
interface FiguresSource {
  readonly visitsFile: string
  readonly visitsPostgres: string | undefined
}

/**
 * Reads the figures that may be published today: of all machines where `VISITS_POSTGRES` is set, else of this one. When the shared engine is
 * out of reach, those that it gave last, or if it never did, those of this machine.
 */
export function createFiguresReader({ visitsFile, visitsPostgres }: FiguresSource): () => Promise<Figures> {
  if (visitsPostgres === undefined) return () => readLocal(visitsFile)
  const readShared = createSharedReader(visitsPostgres, visitsFile)
  let reading: { readonly figures: Promise<Figures>, readonly until: number } | undefined
  return () => {
    const time = Date.now()
    if (reading === undefined || time >= reading.until) reading = { figures: readShared(), until: time + holdsFor }
    return reading.figures
  }
}

function createSharedReader(url: string, file: string): () => Promise<Figures> {
  /** As the engine last gave them. Figures, not counts: what was an unfinished day then must not be shown as a finished one. */
  let lastKnown: Figures | undefined
  return async () => {
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
