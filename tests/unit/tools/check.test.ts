import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSandbox } from './check/sandbox.ts'

const tool = join(import.meta.dirname, '../../../tools/check.ts')

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

// Each run starts a process of its own.
describe('npm run check', { timeout: 60_000 }, () => {
  it('ends with 0 when the content is in order', () => {
    expect(run('--root', createSandbox().root)).toEqual({ status: 0, stdout: 'The content is in order.\n', stderr: '' })
  })

  it('prints file, line, message and mend, and ends with 1', () => {
    const { root, edit } = createSandbox()
    edit('content/contacts/hotline-1.yml', '"+380441234567"', '+380441234567')
    const { status, stdout } = run('--root', root)
    expect(status).toBe(1)
    expect(stdout).toContain('content/contacts/hotline-1.yml:4  value: YAML does not read +380441234567 as text\n    put it in double quotes: "+380441234567"\n')
    expect(stdout).toMatch(/\n\d+ errors, 0 warnings\n$/)
  })

  it('prints JSON', () => {
    const { root, edit } = createSandbox()
    edit('content/ru/index.md', '/ru/steps', '/ru/nowhere')
    const { status, stdout } = run('--root', root, '--json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ errors: 2, warnings: 0, findings: [{ rule: 'link', level: 'error', file: 'content/ru/index.md', line: 10 }, { rule: 'parity', line: 10 }] })
  })

  it('looks at a published folder and at the release when asked', () => {
    const { root } = createSandbox()
    expect(run('--root', root, '--built').stdout).toContain('.output/public:1  nothing is published there')
    expect(run('--root', root, '--built', 'dist').stdout).toContain('dist:1  nothing is published there')
    expect(run('--root', root, '--release').stdout).toContain('nobody is named who publishes this copy')
  })

  it.each([['--bilt'], ['dist'], ['--built', 'a', 'b']])('explains itself and ends with 2: %s %s', (...args) => {
    const { status, stderr } = run(...args.filter(Boolean))
    expect(status).toBe(2)
    expect(stderr).toContain('npm run check --')
  })
})
