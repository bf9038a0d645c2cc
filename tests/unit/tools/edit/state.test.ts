import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDesk } from '../../../../tools/edit/state.ts'
import { createSandbox } from '../check/sandbox.ts'

const program = join(import.meta.dirname, '../../../..')

it('ends what is under way when it closes, and starts nothing more', async () => {
  const { root, write } = createSandbox()
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  const desk = openDesk(program, root)
  const checks = [desk.check(), desk.check()]
  write('content/ru/new.md', 'x')
  await desk.close()
  desk.changed()
  for (const result of await Promise.allSettled([...checks, desk.check()])) expect(result).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } })
})
