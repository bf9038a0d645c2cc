// @module-tag more
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fillWords, toolWords } from '../../../shared/tool-words.ts'
import { createSandbox } from './check/sandbox.ts'
import { createRepository } from './translations/repository.ts'

const tool = join(import.meta.dirname, '../../../tools/translations.ts')

function runIn(env: NodeJS.ProcessEnv, root: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, '--root', root, ...args], { encoding: 'utf8', env })
  return { status, stdout, stderr }
}

function run(root: string, ...args: string[]) {
  return runIn({}, root, ...args)
}

function createChanged() {
  const repository = createRepository()
  repository.edit('content/ru/steps.md', 'с рабочего', '<i>')
  return repository
}

describe('npm run translations', { timeout: 60_000 }, () => {
  it('prints a table and each change', () => {
    const { stdout, status } = run(createChanged().root)
    expect(stdout).toBe(`Page   Русский   Українська          Français            English
index  original  unchanged           unchanged           unchanged
steps  original  behind, changes: 1  behind, changes: 1  behind, changes: 1

content/ru/steps.md:8  new or changed text
    not yet in: Українська, Français, English
    Не звоните <i> телефона и не пишите с чужого.

content/ru/steps.md  text removed or replaced
    not yet in: Українська, Français, English

When you have compared a page and translated the changes:
  npm run translations -- confirm uk/steps --by "…"

Records that nobody has compared: 6.
`)
    expect(status).toBe(0)
  })

  it('prints JSON', () => {
    const { stdout } = run(createChanged().root, 'status', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ pages: [{ page: 'index', changes: [] }, { page: 'steps', changes: [{ kind: 'new', line: 8 }, { kind: 'removed' }] }] })
  })

  it('confirms, and then has nothing to report', () => {
    const { root, edit } = createChanged()
    const refused = run(root, 'confirm', 'fr/steps', '--by', 'Claire')
    // A page may not contain HTML.
    expect(refused.stderr).toContain('content/ru/steps.md:8:12  pages do not contain HTML')
    expect(refused.status).toBe(1)
    edit('content/ru/steps.md', '<i>', 'со служебного')
    expect(run(root, 'confirm', 'uk/steps', 'fr/steps', '--by', 'Claire')).toMatchObject({ status: 0, stderr: '' })
    expect(run(root).stdout).toContain('  npm run translations -- confirm en/steps --by "…"\n')
    expect(run(root, 'confirm', 'en/steps', '--by', 'Claire')).toMatchObject({ status: 0, stderr: '' })
    const { stdout } = run(root)
    expect(stdout).toContain('No page is behind')
    expect(stdout).toContain('Records that nobody has compared: 3.')
  })

  it.each([
    ['ru', 'Записано: ', 'не подтверждена', 'на страницах не бывает этого: HTML'],
    ['uk', 'Записано: ', 'не підтверджено', 'на сторінках цього не буває: HTML'],
    ['fr', 'Écrit\u00A0: ', 'n’est pas confirmée', 'les pages ne contiennent pas ceci'],
    ['en', 'Written: ', 'is not confirmed', 'pages do not contain HTML'],
  ] as const)('confirms in %s, the language of the system', (locale, written, refused, finding) => {
    const { root, edit } = createChanged()
    const say = (...args: string[]) => runIn({ LANG: `${locale}.UTF-8` }, root, ...args)
    const { stderr } = say('confirm', 'fr/steps', '--by', 'Claire')
    expect(stderr).toContain(refused)
    expect(stderr).toContain(finding)
    edit('content/ru/steps.md', '<i>', 'со служебного')
    const record = 'content/translations/steps.json'
    const untouched = fillWords(toolWords[locale].translations.untouched, { page: 'fr/steps', source: 'ru', file: record })
    expect(say('confirm', 'fr/steps', '--by', 'Claire').stdout.endsWith(`. ${written}${record}\n${untouched}\n`)).toBe(true)
    expect(say('confirm', 'ru/steps', '--by', 'Claire', '--source', 'fr').stdout.split('\n')).toHaveLength(3)
  })

  it.each([
    [['confirm', 'fr/stepz', '--by', 'Claire'], 'there is no page “stepz”; there are index, steps\n\nMore: npm run translations -- --help\n'],
    [['confirm', 'fr/steps'], '--by is missing: the name of the person'],
    [['confirm', '--by', 'Claire'], '“confirm” needs a page, like fr/steps'],
    [['confirm', 'fr/steps', '--by', 'Claire', '--json'], '“confirm” has no option --json'],
    [['--by', 'Claire'], '“status” has no option --by'],
    [['status', 'fr/steps'], 'unexpected: fr/steps'],
    [['konfirm'], 'there is no command “konfirm”'],
    [['--lang', 'de'], '“de” is no language of the site'],
    [['confirm', 'fr/steps', '--by', 'Claire', '--lang', 'de'], '“de” is no language of the site'],
    [['--colour'], '--colour'],
  ])('explains what is wrong with %j, and ends with 2', (args, message) => {
    const { status, stderr } = run(createSandbox().root, ...args)
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })

  it('tells which command ends with 1', () => {
    expect(run('.', '--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/With 1 if status finds .*, or confirm a page/) })
  })

  it('names a record that it cannot read, and ends with 1', () => {
    const { root, write } = createRepository()
    write('content/translations/steps.json', '{')
    const { status, stderr } = run(root)
    expect(stderr).toContain('content/translations/steps.json:1:1  the record cannot be read')
    expect(status).toBe(1)
  })
})
