import { expect, it } from 'vitest'
import { createCountsReader } from '../../../../tools/visits/counts-file.ts'

it.each([
  ['2000-01-01', true],
  ['2026-11-25', true],
  ['1999-12-31', false],
  ['2026-11-26', false],
])('takes a row of %s on 24 November 2026: %s', (day, isTaken) => {
  const reader = createCountsReader('day,country,locale,n', '2026-11-24')
  reader.line('day,country,locale,n')
  const take = () => reader.line(`${day},RU,ru,1`)
  if (isTaken) expect(take).not.toThrow()
  else expect(take).toThrow(`line 2 counts visits on ${day}, but only days from 2000-01-01 to 2026-11-25 are taken`)
})
