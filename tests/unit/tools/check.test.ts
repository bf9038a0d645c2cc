// @module-tag more
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSandbox } from './check/sandbox.ts'

const tool = join(import.meta.dirname, '../../../tools/check.ts')

function run(...args: string[]) {
  return runIn({}, ...args)
}

function runIn(env: Record<string, string>, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'], ...env } })
  return { status, stdout, stderr }
}

// Each run starts a process of its own.
describe('npm run check', { timeout: 120_000 }, () => {
  it('ends with 0 when the content is in order', () => {
    expect(run('--root', createSandbox().root)).toEqual({ status: 0, stdout: 'The content is in order.\n', stderr: '' })
  })

  it('prints file, line, column, message and mend, and ends with 1', () => {
    const { root, edit } = createSandbox()
    edit('content/contacts/hotline-1.yml', '"+380441234567"', '+380441234567')
    const { status, stdout } = run('--root', root)
    expect(status).toBe(1)
    expect(stdout).toBe(`content/contacts/hotline-1.yml:4:1  value: YAML does not read +380441234567 as text
    put it in double quotes: "+380441234567"

errors: 1, warnings: 0
`)
  })

  it.each([
    [['--lang', 'fr'], {}, 'YAML ne lit pas +380441234567 comme un texte'],
    [[], { LANG: 'uk_UA.UTF-8' }, 'YAML не вважає +380441234567 текстом'],
    [[], { LANG: 'uk_UA.UTF-8', LC_ALL: 'ru_RU' }, 'YAML не считает +380441234567 текстом'],
    [[], { LANG: 'de_DE.UTF-8' }, 'YAML does not read +380441234567 as text'],
  ])('speaks the language of the option or of the system: %j %j', (args, env, message) => {
    const { root, edit } = createSandbox()
    edit('content/contacts/hotline-1.yml', '"+380441234567"', '+380441234567')
    expect(runIn(env, '--root', root, ...args).stdout).toContain(message)
  })

  it('ends with 0 with warnings, and with 1 when asked to be strict', () => {
    const { root, edit } = createSandbox()
    edit('content/fr/steps.md', 'Une phrase.', 'Une frase.')
    const { status, stdout } = run('--root', root)
    expect(stdout).toContain('content/fr/steps.md:3:19  warning: “frase” is not in the dictionary')
    expect(status).toBe(0)
    expect(run('--root', root, '--strict').status).toBe(1)
  })

  it('prints JSON', () => {
    const { root, edit } = createSandbox()
    edit('content/ru/index.md', '/ru/steps', '/ru/nowhere')
    const { status, stdout } = run('--root', root, '--json', '--lang', 'en')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 2,
      warnings: 0,
      findings: [{
        rule: 'link',
        severity: 'error',
        file: 'content/ru/index.md',
        line: 10,
        column: 10,
        message: 'there is no page /ru/nowhere',
        mend: 'link to a page of the menu; the start page is /ru',
      }, { rule: 'parity', line: 10 }],
    })
  })

  it('mends typography and says where', () => {
    const { root, edit } = createSandbox()
    edit('content/uk/steps.md', '[Головна]', 'Слово "п\'ять" - [Головна]')
    const { status, stdout } = run('--root', root, '--fix')
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'mended: content/uk/steps.md\n\nThe content is in order.\n' })
    expect(readFileSync(join(root, 'content/uk/steps.md'), 'utf8')).toContain('Слово «п’ять»\u00A0— [Головна](/uk)')
  })

  it('looks at a published folder and at the release when asked', () => {
    const { root } = createSandbox()
    expect(run('--root', root, '--built').stdout).toContain('.output/public:1:1  nothing is published there')
    expect(run('--root', root, '--built', 'dist').stdout).toContain('dist:1:1  nothing is published there')
    expect(run('--root', root, '--release').stdout).toContain('nobody is named who publishes this copy')
  })

  it.each([['--bilt'], ['dist'], ['--built', 'a', 'b'], ['--lang', 'de']])('explains itself and ends with 2: %s %s', (...args) => {
    const { status, stderr } = run(...args.filter(Boolean))
    expect(status).toBe(2)
    expect(stderr).toContain('npm run check --')
  })
})
