import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('names the version that it needs, in one line, when Node is too old', () => {
  const entry = join(import.meta.dirname, '../../../server/entry.ts')
  // As before Node 22.
  const { status, stderr } = spawnSync(process.execPath, ['--no-experimental-sqlite', entry], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 1, stderr: `this is Node ${process.version}, but the site needs Node 24 (https://nodejs.org)\n` })
})
