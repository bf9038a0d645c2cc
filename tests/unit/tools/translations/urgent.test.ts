import { describe, expect, it } from 'vitest'
import { describe as text } from '../../../../shared/content/messages/describe.ts'
import { confirm } from '../../../../tools/translations/confirm.ts'
import { override } from '../../../../tools/translations/override.ts'
import { today } from '../check/sandbox.ts'
import { createRepository, statusOf } from './repository.ts'

const by = 'Claire'
const reason = 'The French translator answers tomorrow'

/** A repository whose Russian page has a new, marked paragraph, and what a release is told about it. */
function createUrgent() {
  const repository = createRepository()
  repository.edit('content/publisher.yml', 'name: null', 'name: { ru: "Издатель", uk: "Видавець", fr: "Éditeur", en: "Publisher" }')
  repository.edit('content/ru/steps.md', '- первое', ':urgent Никогда не звоните дважды.\n\n- первое')
  const missing = (day = today): string[] => repository.check({ release: true, today: day })
    .filter(({ rule }) => rule === 'urgent-translation').map(({ file, messageId, data }) => `${file} ${text('en', messageId, data).message}`)
  return { ...repository, missing }
}

describe('an urgent paragraph', { timeout: 60_000 }, () => {
  it('stops a release until every language was compared with it', () => {
    const { root, edit, check, missing } = createUrgent()
    expect(missing()).toEqual(['en', 'fr', 'uk'].map(locale =>
      `content/${locale}/steps.md nobody has confirmed that this page has the urgent paragraph of content/ru/steps.md:11`))
    expect(check().filter(({ severity }) => severity === 'error')).toEqual([])
    expect(statusOf(root, 'steps').changes).toMatchObject([{ urgent: true, text: 'Никогда не звоните дважды.' }])

    edit('content/fr/steps.md', '- premier', 'N’appelez jamais deux fois.\n\n- premier')
    confirm(root, 'fr/steps', { by, source: undefined, today })
    edit('content/uk/steps.md', '- перше', 'Ніколи не дзвоніть двічі.\n\n- перше')
    confirm(root, 'uk/steps', { by, source: undefined, today })
    expect(missing()).toHaveLength(1)
    edit('content/en/steps.md', '- first', 'Never call twice.\n\n- first')
    confirm(root, 'en/steps', { by, source: undefined, today })
    expect(missing()).toEqual([])
  })

  it('is the same paragraph with and without its mark', () => {
    const { root, edit, missing } = createRepositoryWithMark()
    expect(missing()).toEqual([])
    expect(statusOf(root, 'steps').changes).toEqual([])
    edit('content/ru/steps.md', 'с рабочего', 'со служебного')
    expect(missing()).toHaveLength(3)
  })

  it('may be written first in a language that follows another', () => {
    const { root, edit, missing } = createUrgent()
    edit('content/ru/steps.md', ':urgent Никогда не звоните дважды.\n\n', '')
    edit('content/fr/steps.md', '- premier', '- :urgent premier et dernier')
    expect(missing().map(text => text.split(' ')[0])).toEqual(['content/en/steps.md', 'content/ru/steps.md', 'content/uk/steps.md'])
    edit('content/ru/steps.md', '- первое', '- первое и последнее')
    confirm(root, 'ru/steps', { by, source: 'fr', today })
    expect(missing().map(text => text.split(' ')[0])).toEqual(['content/en/steps.md', 'content/uk/steps.md'])
    confirm(root, 'uk/steps', { by, source: undefined, today })
    confirm(root, 'en/steps', { by, source: 'fr', today })
    expect(missing()).toEqual([])
  })

  it('does not stop a release that somebody answers for, until the day that was named', () => {
    const { root, missing } = createUrgent()
    override(root, 'fr/steps', { by, reason, until: '2026-11-30', today })
    expect(missing('2026-11-30').map(text => text.split(' ')[0])).toEqual(['content/en/steps.md', 'content/uk/steps.md'])
    expect(missing('2026-12-01')).toContain(
      'content/fr/steps.md nobody has confirmed that this page has the urgent paragraph of content/ru/steps.md:11; the override by Claire counted until 2026-11-30')
  })

  it('needs a new override when it is worded anew', () => {
    const { root, edit, missing } = createUrgent()
    override(root, 'fr/steps', { by, reason, until: '2026-11-30', today })
    edit('content/ru/steps.md', 'дважды', 'трижды')
    expect(missing()).toHaveLength(3)
  })

  it.each([
    ['uk/index', '2026-11-30', 'no urgent paragraph is missing in uk/index'],
    ['fr/steps', today, '--until is a day after today and at latest 2026-12-25'],
    ['fr/steps', '2026-12-26', 'at latest 2026-12-25'],
    ['fr/steps', 'soon', '--until is a day'],
    ['fr/steps', '2026-11-31', '--until is a day'],
  ])('refuses an override of %s until %s', (page, until, message) => {
    const { root } = createUrgent()
    expect(() => override(root, page, { by, reason, until, today })).toThrow(message)
  })

  it('is refused in a title, where the mark would be printed', () => {
    const { edit, check } = createUrgent()
    edit('content/fr/steps.md', 'title: "Étapes"', 'title: "Étapes :urgent"')
    expect(check().filter(({ rule }) => rule === 'urgent-mark')).toMatchObject([{ file: 'content/fr/steps.md', line: 2 }])
  })
})

/** A repository in which a paragraph that was compared got its mark afterwards. */
function createRepositoryWithMark() {
  const urgent = createUrgent()
  urgent.edit('content/ru/steps.md', ':urgent Никогда не звоните дважды.\n\n', '')
  urgent.edit('content/ru/steps.md', 'Не звоните', ':urgent\nНе звоните')
  return urgent
}
