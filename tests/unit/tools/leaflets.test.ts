// @module-tag more
import { cpSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../server/counter/temp-folder.ts'
import { runTool } from './release/serve.ts'

const root = join(import.meta.dirname, '../../..')

it.each([
  [['--day', '2026-02-30'], '--day is YYYY-MM-DD: 2026-02-30'],
  [['--origin', 'example.org'], '--origin is a scheme and a host'],
  [['--tray', 'two'], 'Unknown option \'--tray\''],
])('refuses %j', async (args, message) => {
  const { status, printed } = await runTool('leaflets.ts', args)
  expect(status).toBe(2)
  expect(printed).toContain(message)
})

it('takes the address from .env as the server does, and the environment before it', async () => {
  const project = projectWith('SITE_ORIGIN=no origin\n')
  const run = (env: Record<string, string>) => runTool(join(project, 'tools/leaflets.ts'), ['--published', join(project, 'none')], env)
  expect((await run({})).printed).toContain('SITE_ORIGIN is "no origin", but must be an origin')
  expect((await run({ SITE_ORIGIN: 'nor here' })).printed).toContain('SITE_ORIGIN is "nor here"')
})

/** The tools in a folder of their own: `.env` lies beside them. */
function projectWith(env: string): string {
  const project = tempFolder()
  for (const name of ['tools', 'server', 'shared', 'package.json']) cpSync(join(root, name), join(project, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction')
  writeFileSync(join(project, '.env'), env)
  return project
}
