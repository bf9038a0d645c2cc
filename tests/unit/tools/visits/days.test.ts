import { expect, it } from 'vitest'
import { isMoment } from '../../../../tools/visits/days.ts'

const now = Date.UTC(2026, 10, 24, 13)

it.each([
  ['2000-01-01T00:00:00.000Z', true],
  ['2026-11-25T23:59:59.999Z', true],
  ['1999-12-31T23:59:59.999Z', false],
  ['2026-11-26T00:00:00.000Z', false],
  ['', false],
])('takes a visit at %s on 24 November 2026: %s', (time, isTaken) => {
  expect(isMoment(Date.parse(time), now)).toBe(isTaken)
})
