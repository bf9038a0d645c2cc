import { describe, expect, it } from 'vitest'
import { compareWords, formatPieces } from '../../../../tools/report/words.ts'
import { behind, cloneShallow, createRepository, states, statusOf } from './repository.ts'
import { confirm } from '../../../../tools/translations/confirm.ts'
import { noteChanges } from '../../../../tools/translations/note.ts'

const ru = 'content/ru/steps.md'
const editor = { name: 'Olena', on: '2026-11-25' }
const today = '2026-11-26'
const before = 'Не звоните с рабочего телефона и не пишите с чужого.'
const after = 'Не звоните со служебного телефона и не пишите с чужого.'
const changed = {
  source: 'ru', languages: ['uk', 'fr', 'en'], kind: 'changed', line: 8, text: after, before, on: editor.on, by: editor.name, isCommitted: true,
}

/** A repository in which a Russian paragraph was changed and committed after all languages were recorded. */
function createChanged() {
  const repository = createRepository()
  repository.edit(ru, 'с рабочего', 'со служебного')
  repository.commit('change a paragraph', editor)
  return repository
}

// Each test runs git some twenty times.
describe('a changed Russian paragraph', { timeout: 60_000 }, () => {
  it('is reported for the other three languages with its words, its date and its author', () => {
    const { root } = createChanged()
    expect(statusOf(root, 'steps').changes).toMatchObject([changed])
    expect(states(root, 'steps')).toEqual(['original', 'behind', 'behind', 'behind'])
    expect(behind(root, 'index')).toEqual([])
    expect(formatPieces(compareWords(before, after, 'ru'))).toBe('Не звоните [-с рабочего-]{+со служебного+} телефона и не пишите с чужого.')
  })

  it('is still reported after an unrelated commit to a translation', () => {
    const { root, edit, commit } = createChanged()
    edit('content/fr/steps.md', '- premier', '- le premier')
    commit('mend a translation', { name: 'Another', on: '2026-11-27' })
    expect(statusOf(root, 'steps')).toMatchObject({ changes: [changed], languages: { fr: { state: 'behind', edited: 1 }, en: { edited: 0 } } })
  })

  it('is still reported with its date after a rebase', () => {
    const { root, git, edit, commit } = createRepository()
    git(['switch', '--quiet', '--create=work'])
    edit(ru, 'с рабочего', 'со служебного')
    commit('change a paragraph', editor)
    git(['switch', '--quiet', 'main'])
    edit('content/ru/index.md', 'Где вы?', 'Где вы сейчас?')
    commit('change another page', { name: 'Another', on: '2026-11-22' })
    const base = git(['rev-parse', 'main'])
    git(['rebase', '--quiet', 'main', 'work'])
    expect(git(['rev-parse', 'HEAD~1'])).toBe(base)
    expect(statusOf(root, 'steps').changes).toMatchObject([changed])
  })

  it('is still reported after a squash, with the date of the squashed commit', () => {
    const { root, git, edit, commit } = createRepository()
    git(['switch', '--quiet', '--create=work'])
    edit(ru, 'с рабочего', 'со служебного')
    commit('change a paragraph', editor)
    edit('content/fr/steps.md', '- premier', '- le premier')
    commit('mend a translation')
    git(['switch', '--quiet', 'main'])
    git(['merge', '--quiet', '--squash', 'work'])
    commit('all at once', { name: 'Squasher', on: '2026-11-28' })
    git(['branch', '-D', 'work'])
    expect(statusOf(root, 'steps').changes).toMatchObject([{ ...changed, on: '2026-11-28', by: 'Squasher' }])
  })

  it('is still reported in a shallow clone, without a date that the clone cannot know', () => {
    const { root, edit, commit } = createChanged()
    edit('content/fr/steps.md', '- premier', '- le premier')
    commit('mend a translation')
    expect(statusOf(cloneShallow(root, 1), 'steps').changes).toMatchObject([{ ...changed, before: null, on: null, by: null }])
    expect(statusOf(cloneShallow(root, 3), 'steps').changes).toMatchObject([changed])
  })

  it('has its words and its date in a shallow clone once they are noted', () => {
    const { root, commit } = createChanged()
    expect(noteChanges(root, today)).toEqual(['content/translations/steps.json'])
    expect(noteChanges(root, today)).toEqual([])
    commit('note')
    expect(statusOf(cloneShallow(root, 1), 'steps').changes).toMatchObject([changed])
  })

  it('is reported where there is no git at all', () => {
    const { root, remove } = createChanged()
    remove('.git')
    expect(statusOf(root, 'steps').changes).toMatchObject([{ ...changed, before: null, on: null, by: null }])
  })

  it('is reported before it is committed', () => {
    const { root, edit } = createRepository()
    edit(ru, 'с рабочего', 'со служебного')
    expect(statusOf(root, 'steps').changes).toMatchObject([{ ...changed, on: null, by: null, isCommitted: false }])
  })

  it('keeps its date when it is wrapped and moved later', () => {
    const { root, edit, commit } = createChanged()
    edit(ru, 'телефона\nи не', 'телефона и\nне')
    edit(ru, 'reviewed: "2026-11-20"\n', 'reviewed: "2026-11-20" # again\n\n')
    commit('wrap', { name: 'Another', on: '2026-11-29' })
    expect(statusOf(root, 'steps').changes).toMatchObject([{ ...changed, line: 9 }])
  })

  it('is settled for a language that was compared, and for no other', () => {
    const { root } = createChanged()
    confirm(root, 'fr/steps', { by: 'Claire', source: undefined, today })
    expect(states(root, 'steps')).toEqual(['original', 'behind', 'current', 'behind'])
    expect(statusOf(root, 'steps')).toMatchObject({
      changes: [{ languages: ['uk', 'en'] }],
      languages: { fr: { by: 'Claire', since: today, source: 'ru', changes: 0 }, en: { by: null } },
    })
  })
})

describe('other changes', { timeout: 60_000 }, () => {
  it('knows that a paragraph wrapped anew, with other spaces or another Unicode form, says the same', () => {
    const { root, edit } = createRepository()
    edit(ru, 'телефона\nи не', 'телефона и\n  не')
    edit('content/ru/steps.md', 'Всё остальное', `Все\u0308\u00A0остальное`)
    expect(statusOf(root, 'steps').changes).toEqual([])
  })

  it('names a removed paragraph', () => {
    const { root, edit, commit } = createRepository()
    edit(ru, 'Не звоните с рабочего телефона\nи не пишите с чужого.\n\n', '')
    commit('remove', editor)
    expect(statusOf(root, 'steps').changes).toMatchObject([{ kind: 'removed', line: null, text: null, before, on: editor.on, by: editor.name, languages: ['uk', 'fr', 'en'] }])
  })

  it('tells a new paragraph from a changed one beside it', () => {
    const { root, edit, commit } = createRepository()
    edit(ru, 'Не звоните с рабочего', 'Совсем новое предупреждение.\n\nНе звоните со служебного')
    commit('change and add', editor)
    expect(statusOf(root, 'steps').changes).toMatchObject([{ kind: 'new', text: 'Совсем новое предупреждение.', before: null }, { kind: 'changed', text: after, before }])
  })

  it('sees titles, headings and list items', () => {
    const { root, edit, commit } = createRepository()
    edit(ru, 'title: "Шаги"', 'title: "Шаг за шагом"')
    edit(ru, '- второе', '- второе и третье')
    edit('content/ru/index.md', '## Где вы?', '## Где вы сейчас?')
    commit('change', editor)
    expect(statusOf(root, 'steps').changes.map(({ line, text }) => [line, text])).toEqual([[2, 'Шаг за шагом'], [12, 'второе и третье']])
    expect(statusOf(root, 'index').changes.map(({ text }) => text)).toEqual(['Где вы сейчас?'])
  })

  it('keeps a paragraph that stood twice and stands once', () => {
    const { root, edit } = createRepository()
    edit(ru, '- второе', '- второе\n- второе')
    expect(statusOf(root, 'steps').changes).toMatchObject([{ kind: 'new', text: 'второе' }])
  })

  it('works with Ukrainian as the source', () => {
    const { root, edit, commit } = createRepository()
    for (const locale of ['ru', 'fr', 'en']) confirm(root, `${locale}/steps`, { by: 'Olena', source: 'uk', today })
    expect(states(root, 'steps')).toEqual(['current', 'original', 'current', 'current'])
    edit('content/uk/steps.md', 'зі службового', 'із робочого')
    commit('change', editor)
    expect(statusOf(root, 'steps').changes).toMatchObject([{
      source: 'uk', languages: ['ru', 'fr', 'en'], before: 'Не дзвоніть зі службового телефону і не пишіть із чужого.', on: editor.on,
    }])
  })
})
