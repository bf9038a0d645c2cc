import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readFiles } from '../../tools/kit/files.ts'

const root = join(import.meta.dirname, '../..')

/** Clocks, time zones, languages and folders of two people who build the same commit. */
const builders: { folder: string, env: Record<string, string> }[] = [
  { folder: 'one', env: { TZ: 'UTC', LANG: 'C', LC_ALL: 'C', DAYS_LATER: '0' } },
  { folder: 'in/a longer folder', env: { TZ: 'Pacific/Kiritimati', LANG: 'ru_RU.UTF-8', LC_ALL: 'ru_RU.UTF-8', LANGUAGE: 'ru', DAYS_LATER: '1.37' } },
]

it('two people who build the last commit get the same release, byte for byte', { timeout: 900_000 }, async () => {
  const base = mkdtempSync(join(tmpdir(), 'reproducible-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const [one, two] = await Promise.all(builders.map(async ({ folder, env }) => {
    const clone = join(base, folder)
    cloneInto(clone)
    return release(clone, env)
  }))
  expect([...one?.keys() ?? []]).toEqual([...two?.keys() ?? []])
  expect([...one ?? []].filter(([file, content]) => two?.get(file)?.equals(content) !== true).map(([file]) => file), 'files that differ').toEqual([])
  expect([...one?.keys() ?? []]).toEqual(expect.arrayContaining(['.well-known/release.json', 'ru/index.html', 'ru/index.html.br']))
})

/** The last commit, with the packages as they are here, but for what builds have kept among them. */
function cloneInto(folder: string) {
  command(dirname(root), 'git', ['clone', '--quiet', root, folder])
  command(root, 'cp', ['-al', join(root, 'node_modules'), join(folder, 'node_modules')])
  rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true })
}

function command(cwd: string, name: string, args: string[]) {
  const { status, stderr } = spawnSync(name, args, { cwd, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
}

/** @returns all files of the release by their places */
async function release(clone: string, env: Record<string, string>): Promise<Map<string, Buffer>> {
  const child = spawn(process.execPath, [join(clone, 'tools/release.ts')], {
    cwd: clone,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_OPTIONS: `--import=${join(root, 'tests/e2e/later.ts')}`, ...env },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => printed += text)
  const [status] = await once(child, 'close')
  expect(status, printed).toBe(0)
  expect(printed).toContain('From commit ')
  return readFiles(join(clone, 'release'))
}
