import { readConfig } from '../config.ts'
import { publish, type Figures } from './figures.ts'
import { openStoreForReading } from './store.ts'

/** The figures that may be published today, from the store of this machine. */
export function readFigures(): Figures {
  const store = openStoreForReading(readConfig(process.env).visitsFile)
  try {
    return publish(store?.rows() ?? [], new Date().toISOString().slice(0, 10))
  }
  finally {
    store?.close()
  }
}
