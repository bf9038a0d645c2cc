import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toolWords } from '../../../../shared/tool-words.ts'
import { readFiles, saveChange } from '../../../../tools/edit/save.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { createSandbox, today } from '../check/sandbox.ts'

describe('saveChange', () => {
  it('writes a file that is right, whole', () => {
    const { root } = createSandbox()
    const before = text(root, 'content/menu.yml')
    const after = before.replace(/"[^"]*" \}/, '"Changed" }')
    expect(after).not.toBe(before)
    expect(saveChange(root, { path: 'content/menu.yml', before, text: after }, today, 'en')).toEqual({ refused: null, path: 'content/menu.yml', changed: true })
    expect(text(root, 'content/menu.yml')).toBe(after)
    expect(saveChange(root, { path: 'content/menu.yml', before: after, text: after }, today, 'en')).toMatchObject({ refused: null, changed: false })
    expect(readdirSync(join(root, 'content')).filter(name => name.endsWith('.tmp'))).toEqual([])
  })

  it.each([
    '../outside.md', '/etc/passwd', 'content/../package.json', 'content/ru/../../x.md', 'content/ru/x.vue', 'content/de/x.md',
    'content/.l10n/x.yml', 'content/contacts/a/b.yml', 'locales/de.json', 'nuxt.config.ts', '.git/config', 'content/ru/.x.md', 'content\\ru\\x.md',
  ])('never writes %s', (path) => {
    const { root } = createSandbox()
    expect(saveChange(root, { path, before: null, text: 'x' }, today, 'en').refused).toContain('may not write')
    expect(existsSync(join(root, path))).toBe(false)
  })

  it('leaves alone the files of the content that have no form', () => {
    const { root, write } = createSandbox()
    write('content/release.yml', 'number: 1\n')
    expect(saveChange(root, { path: 'content/release.yml', before: 'number: 1\n', text: 'number: 2\n' }, today, 'en').refused).toContain('may not write')
    expect(text(root, 'content/release.yml')).toBe('number: 1\n')
  })

  it('neither shows nor writes what is no plain file in a plain folder', () => {
    const { root, remove } = createSandbox()
    const outside = tempFolder()
    writeFileSync(join(outside, 'secret.md'), 'secret')
    symlinkSync(join(outside, 'secret.md'), join(root, 'content/en/linked.md'))
    symlinkSync(join(outside, 'absent.md'), join(root, 'content/en/dangling.md'))
    mkdirSync(join(root, 'content/en/folder.md'))
    remove('content/uk')
    symlinkSync(outside, join(root, 'content/uk'))
    const page = text(root, 'content/en/steps.md')
    expect(Object.keys(readFiles(root)).filter(path => /content\/(?:en|uk)\//.test(path))).toEqual(['content/en/index.md', 'content/en/steps.md'])
    for (const path of ['content/en/linked.md', 'content/en/dangling.md', 'content/en/folder.md', 'content/uk/secret.md', 'content/uk/new.md'])
      expect(saveChange(root, { path, before: null, text: page }, today, 'en').refused).toBe(`${path}: ${toolWords.en.editor.refusals.forbidden}`)
    expect(readdirSync(outside)).toEqual(['secret.md'])
    expect(text(outside, 'secret.md')).toBe('secret')
  })

  it('does not overwrite what somebody else has changed', () => {
    const { root, edit } = createSandbox()
    const before = text(root, 'content/ru/steps.md')
    edit('content/ru/steps.md', 'title: "', 'title: "New ')
    expect(saveChange(root, { path: 'content/ru/steps.md', before, text: `${before}\n` }, today, 'en').refused).toContain('changed elsewhere')
    expect(text(root, 'content/ru/steps.md')).toContain('New ')
  })

  it.each([
    ['content/contacts/hotline-1.yml', /value: "[^"]*"/, 'value: "+380000000000"', 'no such phone number'],
    ['content/contacts/hotline-1.yml', /value: "([^"]*)"/, 'value: $1', 'double quotes'],
    ['content/contacts/bot.yml', /key: "bot"/, 'key: "bot"\nnew: "x"', 'no such field'],
    ['content/leave.yml', /fr: "[^"]*"/, 'fr: "https://news.example/?from=here"', 'has a query'],
    ['content/fr/index.md', /reviewed: "[^"]*"/, 'reviewed: "2099-01-01"', 'after today'],
  ])('refuses %s with %s as %s', (path, from, to, message) => {
    const { root } = createSandbox()
    const before = text(root, path)
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    expect(saveChange(root, { path, before, text: after }, today, 'en').refused).toContain(message)
    expect(text(root, path)).toBe(before)
  })

  it.each([
    ['no JSON', 'not json at all'],
    ['JSON that is no object', '"text"'],
    ['a list', '[]'],
    ['a comma behind the last message', '{ "hello": "x", }'],
    ['a text without quotes', '{ hello: x }'],
    ['nothing', ''],
  ])('refuses messages that are %s', (_, wrong) => {
    const { root } = createSandbox()
    const before = text(root, 'locales/en.json')
    expect(saveChange(root, { path: 'locales/en.json', before, text: wrong }, today, 'en').refused).toMatch(/^locales\/en\.json:1:\d+ {2}this is not JSON/)
    expect(text(root, 'locales/en.json')).toBe(before)
    expect(saveChange(root, { path: 'locales/en.json', before, text: '{ "hello": "x" }' }, today, 'en').refused).toBeNull()
  })

  it.each([
    ['ru', 'такого номера', 'изменили'],
    ['uk', 'такого номера', 'змінили'],
    ['fr', 'numéro', 'modifié ailleurs'],
  ] as const)('says it in %s', (language, impossible, elsewhere) => {
    const { root } = createSandbox()
    const path = 'content/contacts/hotline-1.yml'
    const before = text(root, path)
    const change = { path, before, text: before.replace(/value: "[^"]*"/, 'value: "+380000000000"') }
    expect(saveChange(root, change, today, language).refused).toContain(impossible)
    expect(saveChange(root, { ...change, before: 'x' }, today, language).refused).toContain(elsewhere)
    expect(saveChange(root, {}, today, language).refused).toBe(toolWords[language].editor.refusals.forbidden)
  })

  it('removes a file, and makes a new one', () => {
    const { root } = createSandbox()
    const page = text(root, 'content/ru/steps.md')
    expect(saveChange(root, { path: 'content/ru/steps.md', before: page, text: null }, today, 'en').refused).toBeNull()
    expect(saveChange(root, { path: 'content/ru/new.md', before: null, text: page }, today, 'en').refused).toBeNull()
    expect(Object.keys(readFiles(root)).filter(path => path.startsWith('content/ru/'))).toEqual(['content/ru/index.md', 'content/ru/new.md'])
  })
})

function text(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
