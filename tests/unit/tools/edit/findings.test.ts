import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { finding, reportFinding } from '../../../../shared/content/finding.ts'
import { runChecker } from '../../../../tools/edit/findings.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'

const unconfirmed = reportFinding(finding('release-unconfirmed-empty', 'content/contacts/a.yml', { line: 3, column: 1 }, { key: 'a', today: '2026-11-24' }), 'fr')
const named = reportFinding(finding('release-number', 'content/release.yml', { line: 1, column: 1 }, { number: 7, own: 6, state: { term: 'signed' } }), 'fr')

/** Runs a checker that does no more than this. */
function check(script: string) {
  const program = tempFolder()
  mkdirSync(join(program, 'tools'))
  writeFileSync(join(program, 'tools/check.ts'), script)
  return runChecker(program, program)
}

function print(report: unknown): string {
  return `console.log(${JSON.stringify(JSON.stringify(report))})`
}

describe('runChecker', () => {
  it('hands on the report', async () => {
    const report = { errors: 2, warnings: 0, findings: [unconfirmed, named] }
    expect(await check(print({ ...report, fixed: [] }))).toEqual(report)
  })

  it.each([
    ['nothing', '', 'the checker has failed'],
    ['words', 'console.log("{ not yet"); console.error("out of memory")', 'the checker has failed: out of memory'],
    ['another form', print({ errors: 'many', warnings: 0, findings: [] }), 'at errors'],
    ['a message that has no words', print({ errors: 1, warnings: 0, findings: [{ ...unconfirmed, messageId: 'toString' }] }), 'at findings[0].messageId'],
    ['a rule that does not exist', print({ errors: 1, warnings: 0, findings: [{ ...unconfirmed, rule: 'none' }] }), 'at findings[0].rule'],
    ['the name of nothing', print({ errors: 1, warnings: 0, findings: [{ ...named, data: { state: { term: 'toString' } } }] }), 'at findings[0].data.state'],
  ])('does not take %s for one', async (_, script, message) => {
    await expect(check(script)).rejects.toThrow(message)
  })
})
