import { describe, expect, it } from 'vitest'
import { runTool } from '../release/serve.ts'

/** What makes the first thing printed a fault of the program. */
const faulty = { NODE_OPTIONS: '--import=data:text/javascript,console.log=undefined' }

describe.each(['leaflets.ts', 'mirrors.ts', 'preview.ts', 'release.ts', 'verify.ts'])('%s', (tool) => {
  it('ends with 2 when it was called wrongly', async () => {
    const { status, printed } = await runTool(tool, ['--colour'])
    expect(printed).toContain('--colour')
    expect(status).toBe(2)
  })

  it('does not take a fault of its own for that', async () => {
    const { status, printed } = await runTool(tool, ['--help'], faulty)
    expect(printed).toContain('console.log is not a function')
    expect(status).toBe(1)
  })
})
