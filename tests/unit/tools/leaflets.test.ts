import { expect, it } from 'vitest'
import { runTool } from './release/serve.ts'

it.each([
  [['--day', '2026-02-30'], '--day is YYYY-MM-DD: 2026-02-30'],
  [['--origin', 'example.org'], '--origin is a scheme and a host'],
  [['--tray', 'two'], 'Unknown option \'--tray\''],
])('refuses %j', async (args, message) => {
  const { status, printed } = await runTool('leaflets.ts', args)
  expect(status).toBe(2)
  expect(printed).toContain(message)
})
