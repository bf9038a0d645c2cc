import { describe, expect, it } from 'vitest'
import { formatFinding } from '../../../../shared/content/finding.ts'
import { rules } from '../../../../shared/content/rules.ts'
import { faults } from './faults.ts'
import { nearMisses } from './near-misses.ts'
import { checkPlant } from './plant.ts'

const names = Object.keys(rules).sort()

// The first test of spelling may have to compile the dictionaries.
describe(`${faults.length} planted faults`, { timeout: 120_000 }, () => {
  it.each(faults)('$rule: $what', async (fault) => {
    const found = await checkPlant(fault)
    expect(found.map(({ rule, severity, file, line }) => `${file}:${line} ${severity} ${rule}`))
      .toContain(`${fault.at ?? fault.file.replace('*', 'ru')}:${fault.line} ${rules[fault.rule].severity} ${fault.rule}`)
    // A value that nobody gave would be printed as such.
    for (const each of found) expect(formatFinding(each)).not.toMatch(/(?<!tel:)undefined|%\{/)
  })

  it('plants at least one for every rule, 60 in all', () => {
    expect([...new Set(faults.map(({ rule }) => rule))].sort()).toEqual(names)
    expect(faults.length).toBeGreaterThanOrEqual(60)
  })
})

describe(`${nearMisses.length} near misses`, { timeout: 120_000 }, () => {
  it.each(nearMisses)('$rule: $what', async (nearMiss) => {
    expect(await checkPlant(nearMiss)).toEqual([])
  })

  it('misses every rule, 30 in all', () => {
    expect([...new Set(nearMisses.map(({ rule }) => rule))].sort()).toEqual(names)
    expect(nearMisses.length).toBeGreaterThanOrEqual(30)
  })
})
