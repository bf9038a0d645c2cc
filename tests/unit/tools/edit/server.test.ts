import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startEditServer } from '../../../../tools/edit/server.ts'
import { createSandbox } from '../check/sandbox.ts'

const program = join(import.meta.dirname, '../../../..')

it('refuses what is no change with one line, and says nothing on the terminal', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  const { address } = await startServer()
  const send = async (body: string) => {
    const response = await fetch(`${address}editor/folder/`, { method: 'POST', body, headers: { 'Origin': new URL(address).origin, 'Accept-Language': 'en' } })
    return { status: response.status, text: await response.text() }
  }
  for (const body of ['', '{', 'path=content/ru/steps.md']) expect(await send(body)).toEqual({ status: 400, text: 'the change is no JSON\n' })
  expect(await send(`"${'x'.repeat(3_000_000)}"`)).toEqual({ status: 413, text: 'the change is too long\n' })
  expect(await send('{}')).toMatchObject({ status: 200, text: expect.stringContaining('may not write') })
  expect(said).not.toHaveBeenCalled()
})

it('refuses a name that no file system takes, and keeps the longest that it does', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  const { address } = await startServer()
  const text = '---\ntitle: "Шаги"\ndescription: "Одно предложение."\nreviewed: "2026-11-20"\nopen: 1\n---\n\nТак.\n'
  const save = async (path: string) => {
    const body = JSON.stringify({ path, before: null, text })
    const response = await fetch(`${address}editor/folder/`, { method: 'POST', body, headers: { 'Origin': new URL(address).origin, 'Accept-Language': 'en' } })
    return { status: response.status, outcome: await response.json() }
  }
  for (const length of [201, 251, 252, 300, 5000]) {
    expect(await save(`content/ru/${'a'.repeat(length)}.md`), String(length)).toEqual({ status: 200, outcome: { refused: expect.stringContaining('may not write') } })
    expect((await fetch(`${address}editor/${'a'.repeat(length)}.js`)).status).toBe(404)
  }
  const longest = `content/ru/${'a'.repeat(200)}.md`
  expect(await save(longest)).toEqual({ status: 200, outcome: { refused: null, path: longest, changed: true } })
  expect(said).not.toHaveBeenCalled()
})

it('has no file for a malformed address, and says nothing on the terminal', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  const { address } = await startServer()
  for (const path of ['%', '%zz', 'editor/%e0%a4%a', 'editor/..%2f..%2fpackage.json']) expect((await fetch(address + path)).status, path).toBe(404)
  expect(said).not.toHaveBeenCalled()
})

async function startServer() {
  const { root } = createSandbox()
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  const target = mkdtempSync(join(tmpdir(), 'editor-'))
  const server = await startEditServer({ program, project: root, target })
  onTestFinished(async () => {
    await server.close()
    rmSync(target, { recursive: true })
  })
  return server
}
