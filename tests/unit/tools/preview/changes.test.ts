import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBase, findChanges, type ChangedText } from '../../../../tools/preview/changes.ts'
import { createSandbox } from '../check/sandbox.ts'
import { createRepository } from '../translations/repository.ts'

const page = 'content/fr/steps.md'
const channel = 'content/contacts/hotline-1.yml'

/** A branch with one commit of its own, while the main branch has gone on. */
function createBranch() {
  const repository = createRepository()
  const { git, edit, commit } = repository
  const start = git(['rev-parse', 'HEAD']).trim()
  git(['switch', '--quiet', '--create=work'])
  edit(page, 'premier', 'tout premier')
  commit('work')
  git(['switch', '--quiet', 'main'])
  edit('content/fr/index.md', 'Une phrase.', 'Une autre phrase.')
  commit('go on')
  git(['switch', '--quiet', 'work'])
  return { ...repository, start }
}

describe('findBase', { timeout: 60_000 }, () => {
  it('is where the branch left the main branch', () => {
    const { root, start } = createBranch()
    expect(findBase(root, undefined)).toBe(start)
  })

  it('is the commit that is asked for', () => {
    const { root, git } = createBranch()
    expect(findBase(root, 'main')).toBe(git(['rev-parse', 'main']).trim())
  })

  it.each(['nowhere', '--all', 'HEAD~40'])('explains that there is no commit %s', (from) => {
    expect(() => findBase(createRepository().root, from)).toThrow(`git knows no commit “${from}”`)
  })

  it('explains what is missing', () => {
    expect(() => findBase(createSandbox().root, undefined)).toThrow('this folder is no git repository')
    const { root, git } = createRepository()
    expect(() => findBase(join(root, 'content'), undefined)).toThrow('not the top folder')
    git(['branch', '--move', 'main', 'trunk'])
    expect(() => findBase(root, undefined)).toThrow('name a commit or a branch with --from')
  })
})

describe('findChanges', { timeout: 60_000 }, () => {
  it('is silent about what is the same, and about what nobody reads', () => {
    const { root, write } = createRepository()
    write('content/translations/steps.json', '{}')
    write('locales/tools/fr.json', '{ "a": "b" }')
    write('new.md', 'x')
    expect(findChanges(root, 'HEAD')).toEqual({ files: [], channels: [] })
  })

  it('shows what a branch and the folder have changed, by words, whatever main has changed since', () => {
    const { root, edit, start } = createBranch()
    edit(page, 'n’écrivez pas', 'n’appelez pas non plus')
    expect(told(root, start)).toEqual({
      [page]: ['changed', 'N’appelez pas du téléphone du travail et [-n’écrivez-]{+n’appelez+} pas {+non plus +}de celui d’un autre.', '{+tout +}premier :source{key=paper-2022}'],
    })
  })

  it('shows Cyrillic by words, not by letters, and titles, dates and where a link leads', () => {
    const { root, edit } = createRepository()
    edit('content/ru/steps.md', 'с рабочего', 'с чужого')
    edit('content/ru/steps.md', 'title: "Шаги"', 'title: "Шаг"')
    edit('content/ru/steps.md', 'reviewed: "2026-11-20"', 'reviewed: "2026-11-21"')
    edit('content/ru/steps.md', '(/ru)', '(/ru/steps)')
    expect(told(root)['content/ru/steps.md']).toEqual([
      'changed',
      '[-Шаги-]{+Шаг+}',
      'reviewed: "2026-11-[-20-]{+21+}"',
      'Не звоните с [-рабочего-]{+чужого+} телефона и не пишите с чужого.',
      'Всё остальное [Главная](/ru{+/steps+}).',
    ])
  })

  it('shows lines that came and went, and none that was only wrapped anew', () => {
    const { root, edit } = createRepository()
    edit('content/en/steps.md', '- first :source{key=paper-2022}\n- second\n', '- second\n- third\n')
    edit(page, 'travail\net', 'travail et\n')
    expect(told(root)).toEqual({ 'content/en/steps.md': ['changed', '[-first :source{key=paper-2022}-]', '{+third+}'], [page]: ['changed'] })
  })

  it('knows new and removed pages, in the order of the languages', () => {
    const { root, write, remove } = createRepository()
    write('content/fr/new.md', 'Un\n')
    write('content/ru/new.md', 'Раз\n')
    remove('content/uk/steps.md')
    expect(Object.entries(told(root)).map(([file, [state]]) => [file, state]))
      .toEqual([['content/ru/new.md', 'new'], ['content/uk/steps.md', 'removed'], ['content/fr/new.md', 'new']])
  })

  it('shows interface words and data by the names of their fields', () => {
    const { root, edit } = createRepository()
    edit('locales/fr.json', 'Bonjour', 'Bonsoir')
    edit('content/menu.yml', '["index"]', '["index", "steps"]')
    expect(told(root)).toEqual({
      'locales/fr.json': ['changed', 'hello=[-Bonjour-]{+Bonsoir+}, {name}'],
      'content/menu.yml': ['changed', 'bar.1={+steps+}'],
    })
  })

  it('shows a contact as pages print it, and its other fields by words', () => {
    const { root, edit } = createRepository()
    edit(channel, '+380441234567', '+380441234576')
    edit(channel, 'confirmed: { on: "2026-11-20"', 'confirmed: { on: "2026-11-21"')
    edit('content/contacts/bot.yml', '"1234567890"', '"1234567891"')
    expect(findChanges(root, 'HEAD')).toMatchObject({ files: [], channels: [
      { key: 'bot', values: [{ field: 'account_id', before: '1234567890', after: '1234567891' }], texts: [] },
      { key: 'hotline-1', values: [{ field: 'value', before: '+380 44 123 45 67', after: '+380 44 123 45 76' }], texts: [{ field: 'confirmed.on' }] },
    ] })
  })

  it('names channels that came and went, and none whose comment has changed', () => {
    const { root, remove, edit, write } = createRepository()
    remove(channel)
    write('content/contacts/new.yml', 'key: "new"\nkind: "telegram"\nvalue: "some_name"\n')
    edit('content/contacts/site.yml', 'kind:', '# why\nkind:')
    expect(findChanges(root, 'HEAD').channels).toMatchObject([
      { key: 'hotline-1', values: [{ field: 'value', before: '+380 44 123 45 67', after: null }] },
      { key: 'new', values: [{ field: 'value', before: null, after: '@some_name' }] },
    ])
  })
})

/** State and changed texts of each file, as git shows words. */
function told(root: string, base = 'HEAD'): Record<string, string[]> {
  return Object.fromEntries(findChanges(root, base).files.map(({ file, state, texts }) => [file, [state, ...texts.map(format)]]))
}

function format({ field, pieces }: ChangedText): string {
  const text = pieces.map(({ text, kind }) => kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`).join('')
  return field === '' ? text : `${field}=${text}`
}
