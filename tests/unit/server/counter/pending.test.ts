import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPending } from '../../../../server/counter/recorder.ts'

const visit = fc.record({
  day: fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-22'),
  country: fc.constantFrom('RU', 'UA', 'ZZ'),
  locale: fc.constantFrom('ru', 'uk'),
})

it('holds one count for each day, country and locale, however days alternate and whenever it is cleared', () => {
  fc.assert(fc.property(fc.array(fc.option(visit), { maxLength: 60 }), (steps) => {
    const pending = createPending()
    let expected = new Map<string, number>()
    for (const step of steps) {
      if (step === null) {
        pending.clear()
        expected = new Map()
      }
      else {
        pending.add(step.day, step.country, step.locale)
        const key = `${step.day} ${step.country} ${step.locale}`
        expected.set(key, (expected.get(key) ?? 0) + 1)
      }
      expect(pending.counts).toHaveLength(expected.size)
      expect(new Map(pending.counts.map(({ day, country, locale, n }) => [`${day} ${country} ${locale}`, n]))).toEqual(expected)
    }
  }))
})
