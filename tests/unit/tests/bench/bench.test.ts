// @module-tag more
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const bench = join(import.meta.dirname, '../../../bench/bench.ts')

it.each([
  ['--help', 0, /^Measures both sides/],
  ['nothing', 2, /^there is no nothing; the suites are page, /],
  ['--nothing', 2, /^Unknown option '--nothing'/],
  ['--rounds=many', 2, /^--rounds is "many", but must be a whole number/],
])('npm run bench -- %s ends with %i and says how it is called', (argument, wanted, words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bench, argument], { encoding: 'utf8' })
  const said = wanted === 0 ? stdout : stderr
  expect({ status, said }).toEqual({ status: wanted, said: expect.stringMatching(words) })
  expect(said).toContain('npm run bench -- [SUITE …]')
})
