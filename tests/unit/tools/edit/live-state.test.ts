import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { finding, reportFinding } from '../../../../shared/content/finding.ts'
import { openDesk, runChecker, type Desk } from '../../../../tools/edit/live-state.ts'
import { writeChange } from '../../../../tools/edit/save.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { createSandbox } from '../check/sandbox.ts'

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

const program = join(import.meta.dirname, '../../../..')

it('ends what is under way when it closes, and starts nothing more', async () => {
  const { write, desk } = open()
  const checks = [desk.check(), desk.check()]
  write('content/ru/new.md', 'x')
  await desk.close()
  desk.changed()
  for (const result of await Promise.allSettled([...checks, desk.check()]))
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } })
})

it('sees what another program does to a file that the editor has saved', async () => {
  const { root, write, desk } = open()
  onTestFinished(() => desk.close())
  const file = 'content/fr/steps.md'
  const text = readFileSync(join(root, file), 'utf8')
  writeChange(root, { path: file, before: text, text: `${text}\n` })
  // The first check outlasts the pause after the start; the second comes behind the one that began then.
  await desk.check()
  await desk.check()
  write(file, text.replace('title:', 'titel:'))
  expect(await firstNews(desk, 'titel')).toContain(file)
})

function open() {
  const sandbox = createSandbox()
  execFileSync('git', ['init', '--quiet'], { cwd: sandbox.root })
  return { ...sandbox, desk: openDesk(program, sandbox.root) }
}

/** The first message to a browser that contains a word. */
async function firstNews(desk: Desk, word: string): Promise<string> {
  const server = createServer((_request, response) => desk.follow(response)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  const { body } = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) if (part.includes(word)) return part
  throw new Error(`nothing was said of ${word}`)
}
