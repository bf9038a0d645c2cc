import { describe, expect, it } from 'vitest'
import { confirm } from '../../../../tools/translations/confirm.ts'
import { cloneShallow, createRepository, states, statusOf } from './repository.ts'

const ru = 'content/ru/steps.md'
const today = '2026-11-26'
const after = 'Не звоните со служебного телефона и не пишите с чужого.'
const changes = [
  { kind: 'new', source: 'ru', languages: ['uk', 'fr', 'en'], line: 8, text: after },
  { kind: 'removed', source: 'ru', languages: ['uk', 'fr', 'en'], line: null, text: null },
]

/** A repository in which a Russian paragraph was changed after all languages were recorded. */
function createChanged() {
  const repository = createRepository()
  repository.edit(ru, 'с рабочего', 'со служебного')
  return repository
}

describe('a changed Russian paragraph', { timeout: 60_000 }, () => {
  it('is reported for the other three languages', () => {
    const { root } = createChanged()
    expect(statusOf(root, 'steps').changes).toMatchObject(changes)
    expect(states(root, 'steps')).toEqual(['original', 'behind', 'behind', 'behind'])
    expect(states(root, 'index')).toEqual(['original', 'current', 'current', 'current'])
  })

  it('is still reported after a translation was edited, which tells nothing about it', () => {
    const { root, edit } = createChanged()
    edit('content/fr/steps.md', '- premier', '- le premier')
    expect(statusOf(root, 'steps')).toMatchObject({ changes, languages: { fr: { state: 'behind', changes: 1, edited: 1 }, en: { edited: 0 } } })
  })

  it('is the same with, without and with a part of the history of git', () => {
    const { root, commit, remove } = createChanged()
    commit('change a paragraph')
    expect(statusOf(cloneShallow(root, 1), 'steps').changes).toMatchObject(changes)
    remove('.git')
    expect(statusOf(root, 'steps').changes).toMatchObject(changes)
  })

  it('is settled for a language that was compared, and for no other', () => {
    const { root } = createChanged()
    confirm(root, 'fr/steps', { by: 'Claire', source: undefined, today })
    expect(states(root, 'steps')).toEqual(['original', 'behind', 'current', 'behind'])
    expect(statusOf(root, 'steps')).toMatchObject({
      changes: [{ languages: ['uk', 'en'] }, { languages: ['uk', 'en'] }],
      languages: { fr: { by: 'Claire', since: today, source: 'ru', changes: 0 }, en: { by: null } },
    })
  })
})

describe('other changes', { timeout: 60_000 }, () => {
  it('knows that a paragraph wrapped anew, moved, with other spaces or another Unicode form, says the same', () => {
    const { root, edit } = createRepository()
    edit(ru, 'телефона\nи не', 'телефона и\n  не')
    edit(ru, 'Всё остальное', `Все\u0308\u00A0остальное`)
    edit(ru, 'reviewed: "2026-11-20"\n', 'reviewed: "2026-11-20" # again\n\n')
    expect(statusOf(root, 'steps').changes).toEqual([])
  })

  it('names a removed paragraph', () => {
    const { root, edit } = createRepository()
    edit(ru, 'Не звоните с рабочего телефона\nи не пишите с чужого.\n\n', '')
    expect(statusOf(root, 'steps').changes).toMatchObject([changes[1]])
  })

  it('sees titles, headings and list items', () => {
    const { root, edit } = createRepository()
    edit(ru, 'title: "Шаги"', 'title: "Шаг за шагом"')
    edit(ru, '- второе', '- второе и третье')
    edit('content/ru/index.md', '## Где вы?', '## Где вы сейчас?')
    const texts = (page: string) => statusOf(root, page).changes.filter(({ kind }) => kind === 'new').map(({ line, text }) => [line, text])
    expect(texts('steps')).toEqual([[2, 'Шаг за шагом'], [12, 'второе и третье']])
    expect(texts('index').map(([, text]) => text)).toEqual(['Где вы сейчас?'])
  })

  it('sees that a list item stands there twice', () => {
    const { root, edit } = createRepository()
    edit(ru, '- второе', '- второе\n- второе')
    expect(statusOf(root, 'steps').changes).toMatchObject([{ kind: 'new', text: 'второе' }])
  })

  it('works with Ukrainian as the source', () => {
    const { root, edit } = createRepository()
    for (const locale of ['ru', 'fr', 'en']) confirm(root, `${locale}/steps`, { by: 'Olena', source: 'uk', today })
    expect(states(root, 'steps')).toEqual(['current', 'original', 'current', 'current'])
    edit('content/uk/steps.md', 'зі службового', 'із робочого')
    expect(statusOf(root, 'steps').changes).toMatchObject([
      { kind: 'new', source: 'uk', languages: ['ru', 'fr', 'en'], text: 'Не дзвоніть із робочого телефону і не пишіть із чужого.' },
      { kind: 'removed', source: 'uk', languages: ['ru', 'fr', 'en'] },
    ])
  })
})
