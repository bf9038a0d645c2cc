import { openStore, type VisitCount } from '../../server/counter/store.ts'
import { dayFromNow } from './dates.ts'

/** Exact counts of two finished days and of today. Every rule of publication meets a case of its own. */
function seededVisits(): VisitCount[] {
  const yesterday = dayFromNow(-1)
  const longAgo = dayFromNow(-70)
  return [
    { day: longAgo, country: 'RU', locale: 'ru', n: 1_000_019 },
    { day: longAgo, country: 'RU', locale: 'uk', n: 3 },
    { day: longAgo, country: 'FR', locale: 'fr', n: 29 },
    // Below ten together: into “other”, with the next two 21, rounded to 20.
    { day: longAgo, country: 'LI', locale: 'en', n: 4 },
    { day: longAgo, country: 'LI', locale: 'fr', n: 5 },
    { day: longAgo, country: 'KZ', locale: 'ru', n: 9 },
    { day: longAgo, country: 'GE', locale: 'ru', n: 3 },
    { day: yesterday, country: 'RU', locale: 'ru', n: 1237 },
    // Only together they reach ten.
    { day: yesterday, country: 'UA', locale: 'uk', n: 6 },
    { day: yesterday, country: 'UA', locale: 'ru', n: 6 },
    { day: yesterday, country: 'T1', locale: 'ru', n: 15 },
    { day: yesterday, country: 'ZZ', locale: 'en', n: 10 },
    { day: yesterday, country: 'AM', locale: 'ru', n: 9 },
    // Not over yet: nothing of it may show.
    { day: dayFromNow(0), country: 'JP', locale: 'en', n: 5000 },
    { day: dayFromNow(0), country: 'RU', locale: 'ru', n: 5000 },
  ]
}

/** Adds {@link seededVisits} to a file of visits, which a server may have open. */
export function seedVisits(file: string) {
  const store = openStore(file)
  store.add(seededVisits())
  store.close()
}
