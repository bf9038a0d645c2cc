import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeChange } from '../../../../tools/edit/files.ts'
import { openDesk, type Desk } from '../../../../tools/edit/state.ts'
import { createSandbox } from '../check/sandbox.ts'

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
