import { join } from 'node:path'
import { expect, it } from 'vitest'
import { forgetOldCells, noteSent, recentDays, unsentDays, unsentRows, type Sent } from '../../../../../server/counter/engine/publisher.ts'
import { openStore } from '../../../../../server/counter/store.ts'
import { tempFolder } from '../temp-folder.ts'

const noon = Date.UTC(2026, 10, 20, 12)
const recent = ['2026-11-19', '2026-11-20']

function nothingSent(): Sent {
  return { days: new Map(), cells: new Map() }
}

it('knows yesterday and today, in UTC', () => {
  expect(recentDays(noon)).toEqual(recent)
  expect(recentDays(Date.UTC(2026, 11, 1))).toEqual(['2026-11-30', '2026-12-01'])
})

it('finds days and rows that were not sent, also old ones', () => {
  const store = openStore(join(tempFolder(), 'visits.sqlite'))
  const sent = nothingSent()
  const russia = { day: '2026-11-20', country: 'RU', locale: 'ru', n: 2 }
  store.add([{ day: '2025-01-01', country: 'RU', locale: 'ru', n: 1 }, russia, { day: '2026-11-20', country: 'UA', locale: 'uk', n: 1 }])
  expect(unsentDays(store, sent)).toEqual(['2025-01-01', '2026-11-20'])
  expect(unsentRows(store.rows('2026-11-20'), sent)).toHaveLength(2)

  for (const day of unsentDays(store, sent)) noteSent(day, store.rows(day, day), sent, recent)
  expect(unsentDays(store, sent)).toEqual([])
  store.add([{ ...russia, n: 1 }])
  expect(unsentDays(store, sent)).toEqual(['2026-11-20'])
  expect(unsentRows(store.rows('2026-11-20'), sent)).toEqual([{ ...russia, n: 3 }])

  store.importLog({ sha256: 'a', name: 'a', source: 'b', lines: 1, counted: 1 }, [{ day: '2025-01-01', country: 'FR', locale: 'fr', n: 1 }])
  expect(unsentDays(store, sent)).toEqual(['2025-01-01', '2026-11-20'])
  store.close()
})

it('keeps single cells of recent days only', () => {
  const sent = nothingSent()
  for (const day of ['2025-01-01', ...recent]) noteSent(day, [{ day, country: 'RU', locale: 'ru', n: 1 }], sent, recent)
  expect([...sent.cells.keys()]).toEqual(['2026-11-19 RU ru', '2026-11-20 RU ru'])
  forgetOldCells(sent, ['2026-11-20', '2026-11-21'])
  expect([...sent.cells.keys()]).toEqual(['2026-11-20 RU ru'])
  expect(sent.days.size).toBe(3)
})
