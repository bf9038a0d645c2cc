import { expect, it } from 'vitest'
import { createStateLines, stateOf, unexpectedFault } from '../../../server/state.ts'

it('prints one line for each change, of each part', () => {
  const lines: string[] = []
  const tell = createStateLines(line => lines.push(line))
  for (const fault of [undefined, 'EACCES', 'EACCES', 'database is locked', undefined, undefined]) tell('store', fault)
  for (const fault of ['file is not a database', undefined]) tell('figures', fault)
  expect(lines).toEqual([
    'visits cannot be written to VISITS_FILE, and wait in memory: EACCES',
    'visits cannot be written to VISITS_FILE, and wait in memory: database is locked',
    'visits are written again',
    'the statistics cannot be shown: file is not a database',
    'the statistics are shown again',
  ])
})

it.each([
  [{ part: 'store', fault: 'EACCES' }, { part: 'store', fault: 'EACCES' }],
  [{ part: 'figures', fault: null }, { part: 'figures', fault: undefined }],
  [{ part: 'other', fault: 'x' }, undefined],
  [{ fault: 'port 3000 is taken' }, undefined],
  [null, undefined],
])('hears of a worker: %o', (message, state) => expect(stateOf(message)).toEqual(state))

it('says of an unexpected error where it was, and not what it holds', () => {
  const error = new TypeError('cannot read /ru/visits?from=8.8.8.8')
  expect(unexpectedFault(error)).toMatch(/^TypeError at .*state\.test\.ts:\d+:\d+\)?$/)
  expect(unexpectedFault(error)).not.toContain('8.8.8.8')
  expect(unexpectedFault('8.8.8.8')).toBe('unknown fault')
})
