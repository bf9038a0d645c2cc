import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { localeCodes } from '../../../shared/locales.ts'
import { words } from '../../../tools/translations/words.ts'
import { createSandbox } from './check/sandbox.ts'
import { createRepository } from './translations/repository.ts'

const tool = join(import.meta.dirname, '../../../tools/translations.ts')

function run(root: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, '--root', root, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

function createChanged() {
  const repository = createRepository()
  repository.edit('content/ru/steps.md', 'с рабочего', '<i>')
  repository.commit('change', { name: 'Olena', on: '2026-11-25' })
  return repository
}

describe('npm run translations', { timeout: 60_000 }, () => {
  it('prints a table and each change with its words', () => {
    const { stdout, status } = run(createChanged().root)
    expect(stdout).toBe(`Page   Русский   Українська          Français            English
index  original  unchanged           unchanged           unchanged
steps  original  behind, changes: 1  behind, changes: 1  behind, changes: 1

content/ru/steps.md:8  changed text, 25 November 2026, Olena
    not yet in: Українська, Français, English
    Не звоните [-с рабочего-]{+<i>+} телефона и не пишите с чужого.

When you have compared a page and translated the changes:
  npm run translations -- confirm uk/steps --by "…"

Records that nobody has compared: 6.
`)
    expect(status).toBe(0)
  })

  it('names a page that is behind in the command to type', () => {
    const { root, edit } = createChanged()
    edit('content/ru/steps.md', '<i>', 'со служебного')
    expect(run(root, 'confirm', 'uk/steps', 'fr/steps', '--by', 'Claire').status).toBe(0)
    expect(run(root).stdout).toContain('  npm run translations -- confirm en/steps --by "…"\n')
  })

  it('prints JSON', () => {
    const { stdout } = run(createChanged().root, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ pages: [{ page: 'index', changes: [] }, { page: 'steps', changes: [{ kind: 'changed', by: 'Olena' }] }] })
  })

  it.each(localeCodes)('writes one valid page without script or request: %s', async (locale) => {
    const { root } = createChanged()
    const file = join(root, 'report.html')
    expect(run(root, '--html', file, '--lang', locale)).toEqual({ status: 0, stdout: `${file}\n`, stderr: '' })
    const html = readFileSync(file, 'utf8')
    expect(html).toContain(`<html lang="${locale}">`)
    expect(html).toContain('Не звоните <del>с рабочего</del><ins>&lt;i&gt;</ins> телефона')
    // A browser without styles does not break the line before what is small.
    expect(html).toContain('</strong> <small>')
    expect(html).not.toMatch(/\S<small>|<script|(?:src|href)="(?!#|data:)/)
    const validator = new HtmlValidate({ extends: ['html-validate:recommended'] })
    const { results } = await validator.validateString(html)
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual([])
  })

  it('confirms, and then has nothing to report', () => {
    const { root, edit } = createChanged()
    // The angle brackets are for the report; a page may not contain HTML.
    const refused = run(root, 'confirm', 'fr/steps', '--by', 'Claire')
    expect(refused.stderr).toContain('content/ru/steps.md:8:12  pages do not contain HTML')
    expect(refused.status).toBe(1)
    edit('content/ru/steps.md', '<i>', 'со служебного')
    expect(run(root, 'confirm', 'uk/steps', 'fr/steps', 'en/steps', '--by', 'Claire')).toMatchObject({ status: 0, stderr: '' })
    const { stdout } = run(root)
    expect(stdout).toContain('No page is behind')
    expect(stdout).toContain('Records that nobody has compared: 3.')
  })

  it.each([
    ['ru', 'Записано: ', 'Все изменения уже записаны.', 'У каждой страницы уже есть запись.', 'не подтверждена', 'на страницах не бывает этого: HTML'],
    ['uk', 'Записано: ', 'Усі зміни вже записано.', 'Кожна сторінка вже має запис.', 'не підтверджено', 'на сторінках цього не буває: HTML'],
    ['fr', 'Écrit\u00A0: ', 'Tous les changements sont déjà notés.', 'Chaque page a déjà son enregistrement.', 'n’est pas confirmée', 'les pages ne contiennent pas ceci'],
    ['en', 'Written: ', 'Every change is noted already.', 'Every page has a record already.', 'is not confirmed', 'pages do not contain HTML'],
  ] as const)('notes, confirms and begins records in %s', (locale, written, noted, recorded, refused, finding) => {
    const { root, edit } = createChanged()
    const record = 'content/translations/steps.json'
    const say = (...args: string[]) => run(root, ...args, '--lang', locale)
    expect(say('note').stdout).toBe(`${written}${record}\n`)
    expect(say('note').stdout).toBe(`${noted}\n`)
    expect(say('baseline').stdout).toBe(`${recorded}\n`)
    const { stderr } = say('confirm', 'fr/steps', '--by', 'Claire')
    expect(stderr).toContain(refused)
    expect(stderr).toContain(finding)
    edit('content/ru/steps.md', '<i>', 'со служебного')
    const untouched = words[locale].untouched('fr/steps', 'ru', record)
    expect(say('confirm', 'fr/steps', '--by', 'Claire').stdout.endsWith(`. ${written}${record}\n${untouched}\n`)).toBe(true)
    expect(say('confirm', 'ru/steps', '--by', 'Claire', '--source', 'fr').stdout.split('\n')).toHaveLength(3)
  })

  it('explains what is wrong with a command, and ends with 2', () => {
    const { status, stderr } = run(createSandbox().root, 'confirm', 'fr/stepz', '--by', 'Claire')
    expect(stderr).toBe('there is no page “stepz”; there are index, steps\n\nMore: npm run translations -- --help\n')
    expect(status).toBe(2)
  })

  it('tells which command ends with 1', () => {
    expect(run('.', '--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/With 1 if the report finds .*, or confirm a page/) })
  })

  it('names a record that it cannot read, and ends with 1', () => {
    const { root, write } = createRepository()
    write('content/translations/steps.json', '{')
    const { status, stderr } = run(root)
    expect(stderr).toContain('content/translations/steps.json:1:1  the record cannot be read')
    expect(status).toBe(1)
  })
})
