import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('says once why no worker can start, and ends', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'children/supervise.ts')], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'port 3000 is taken\n' })
})
