import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { torCountry } from '../../../../shared/country.ts'
import { plantedLeaks, ruleWith } from './planted-leaks.ts'
import { realRule, type Publication, type Rule } from './publication.ts'
import { anyWorld, publicationDays, rowsOf, smallCountries, twinOf, twinWith, type World } from './worlds.ts'

// Somebody who wants to know a number below ten has every publication of every day, in every format, and may compare them as they like.
// So the properties do not try attacks one by one. They show that other worlds, in which the small numbers are different, publish the same
// to the last byte: what is the same in both cannot tell them apart, whatever is computed from it.

/** Everything that is ever published, day by day. What is not over yet has been counted in part when the publication is made. */
function allPublications(rule: Rule, world: World): Publication[] {
  const rows = rowsOf(world)
  return publicationDays.map(today => rule(rows.filter(({ day, locale }) => day < today || (day === today && locale === 'ru')), today))
}

const same = 'worlds that differ only below ten publish the same'

const properties: Readonly<Record<string, (rule: Rule, world: World, g: fc.GeneratorValue) => void>> = {

  'every number is a multiple of ten, and none stands for less': (rule, world) => {
    for (const { figures, csv, months, daysInAll, periods } of allPublications(rule, world)) {
      const cells = csv.split('\n').slice(1, -1).map(line => Number(line.split(',')[2]))
      const shown = [figures, ...Object.values(periods)].flatMap(({ countries, days }) => [...countries, ...days].map(({ visits }) => visits))
      for (const number of [...cells, ...shown]) expect(number).toBeGreaterThanOrEqual(10)
      const sums = [figures, ...Object.values(periods)].map(({ total }) => total)
      for (const number of [...cells, ...shown, ...sums, ...[...months, ...daysInAll].map(({ visits }) => visits)]) expect(number % 10).toBe(0)
    }
  },

  'no difference between totals, countries, days, months, years and formats says anything': (rule, world) => {
    for (const { figures, csv, months, daysInAll, periods } of allPublications(rule, world)) {
      for (const [period, { total, tor = 0, countries, days, from, to }] of Object.entries({ '': figures, ...periods })) {
        const published = figures.days.filter(({ day }) => day.startsWith(period))
        expect(days).toEqual(published)
        expect([from, to]).toEqual([published.at(0)?.day ?? null, published.at(-1)?.day ?? null])
        expect([total, tor]).toEqual([sum(published.filter(isOfTotal)), sum(published.filter(figure => !isOfTotal(figure)))])
        for (const { country, visits } of countries) expect(visits).toBe(sum(published.filter(figure => figure.country === country)))
        expect(sum(countries)).toBe(total)
      }
      for (const { period, visits } of [...months, ...daysInAll]) expect(visits).toBe(sum(figures.days.filter(figure => isOfTotal(figure) && figure.day.startsWith(period))))
      expect([sum(months), sum(daysInAll)]).toEqual([figures.total, figures.total])
      expect(csv).toBe(['day,country,visits', ...figures.days.map(({ day, country, visits }) => `${day},${country},${visits}`), ''].join('\n'))
    }
  },

  [same]: (rule, world, g) => {
    expect(JSON.stringify(allPublications(rule, twinOf(world, g)))).toBe(JSON.stringify(allPublications(rule, world)))
  },

  'a country that is not shown on a day may have had any number from 0 to 9': (rule, world, g) => {
    const published = JSON.stringify(allPublications(rule, world))
    const cells = [...world].flatMap(([day, counts]) => smallCountries(counts).map(country => ({ day, country })))
    const { day, country } = cells[g(fc.nat, cells.length - 1)] ?? { day: '', country: '' }
    for (let n = 0; n < 10; n++) expect(JSON.stringify(allPublications(rule, twinWith(world, day, country, n)))).toBe(published)
  },

  'tomorrow’s publication says nothing more about the days before': (rule, world) => {
    const publications = allPublications(rule, world)
    const last = publications.at(-1)
    for (const [index, { figures }] of publications.entries()) {
      expect(figures.days).toEqual(last?.figures.days.filter(({ day }) => day < (publicationDays[index] ?? '')))
    }
  },
}

const names = Object.keys(properties)

/** Checks a property of a rule; the same worlds in every run, so that a failure can be looked at. */
function check(rule: Rule, name: string) {
  return fc.check(fc.property(anyWorld, fc.gen(), (world, g) => properties[name]?.(rule, world, g)), { seed: 20_261_124, numRuns: 200, endOnFailure: true })
}

/** A busy machine takes its time over some thousand worlds; in milliseconds. */
const patience = { timeout: 60_000 }

describe('whatever was counted', patience, () => {
  it.each(names)('%s', (name) => {
    const { failed, errorInstance, counterexample } = check(realRule, name)
    expect(failed, `${JSON.stringify(counterexample)}\n${String(errorInstance)}`).toBe(false)
  })

  it('every cell of ten and more is shown, as exactly as the rule allows, and the rest of its day as other', () => {
    fc.assert(fc.property(anyWorld, (world) => {
      const { figures } = realRule(rowsOf(world), '2026-12-31')
      for (const [day, cells] of world) {
        const shown = Object.fromEntries(figures.days.filter(figure => figure.day === day).map(({ country, visits }) => [country, visits]))
        const small = [...cells].filter(([country, n]) => n < 10 && country !== torCountry).reduce((total, [, n]) => total + n, 0)
        const expected = [...cells, ['other', small] as const].map(([country, n]): [string, number] => [country, Math.floor(n / 10) * 10])
        expect(shown).toEqual(Object.fromEntries(expected.filter(([, visits]) => visits > 0)))
      }
    }), { numRuns: 200 })
  })
})

describe('a planted leak', patience, () => {
  it('is the only difference to the real rule', () => {
    fc.assert(fc.property(anyWorld, (world) => {
      const rows = rowsOf(world)
      expect(ruleWith({})(rows, '2026-02-02')).toEqual(realRule(rows, '2026-02-02'))
    }), { numRuns: 200 })
  })

  it.each(Object.entries(plantedLeaks))(`is found, for ${same} no longer: %s`, (_leak, rule) => expect(check(rule, same).failed).toBe(true))
})

function isOfTotal({ country }: { country: string }): boolean {
  return country !== torCountry
}

function sum(figures: readonly { visits: number }[]): number {
  return figures.reduce((total, { visits }) => total + visits, 0)
}
