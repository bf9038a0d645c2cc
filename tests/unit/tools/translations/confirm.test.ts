import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { confirm } from '../../../../tools/translations/confirm.ts'
import { createRepository, states, statusOf } from './repository.ts'

const today = '2026-11-26'
const by = 'Claire'

describe('confirm', { timeout: 60_000 }, () => {
  it('writes who has compared what with which text', () => {
    const { root } = createRepository()
    expect(confirm(root, 'fr/steps', { by, source: undefined, today })).toEqual({ file: 'content/translations/steps.json', source: 'ru', turned: false, untouched: false })
    const record = readFileSync(join(root, 'content/translations/steps.json'), 'utf8')
    expect(JSON.parse(record)).toMatchObject({ compared: { fr: { by, on: today, source: 'ru' }, en: { by: null } } })
  })

  it('takes the path of the file, too', () => {
    const { root } = createRepository()
    expect(confirm(root, 'content/fr/steps.md', { by, source: undefined, today })).toMatchObject({ source: 'ru' })
  })

  it('tells when the source was changed and the page was not', () => {
    const { root, edit } = createRepository()
    edit('content/ru/steps.md', 'с рабочего', 'со служебного')
    edit('content/uk/steps.md', 'зі службового', 'із робочого')
    const confirmed = (page: string) => confirm(root, page, { by, source: undefined, today })
    expect(confirmed('uk/steps')).toMatchObject({ untouched: false })
    expect(confirmed('fr/steps')).toMatchObject({ untouched: true })
    expect(confirmed('fr/steps')).toMatchObject({ untouched: false })
    expect(confirm(root, 'en/steps', { by, source: 'uk', today })).toMatchObject({ untouched: false })
  })

  it('turns the direction when the source was compared with its translation', () => {
    const { root } = createRepository()
    expect(confirm(root, 'ru/steps', { by, source: 'uk', today })).toMatchObject({ source: 'uk', turned: true })
    expect(states(root, 'steps')).toEqual(['current', 'original', 'current', 'current'])
    expect(statusOf(root, 'steps').languages.fr).toMatchObject({ source: 'ru' })
  })

  it('refuses where the facts of the two differ, whatever the others say', () => {
    const { root, edit } = createRepository()
    edit('content/ru/steps.md', '- второе\n', '- второе\n- третье\n')
    expect(confirm(root, 'fr/steps', { by, source: undefined, today })).toMatchObject({ findings: [{ rule: 'parity' }] })
    expect(statusOf(root, 'steps').languages.fr).toMatchObject({ by: null, state: 'behind' })
    edit('content/fr/steps.md', '- second\n', '- second\n- troisième\n')
    expect(confirm(root, 'fr/steps', { by, source: undefined, today })).toMatchObject({ file: 'content/translations/steps.json' })
  })

  it('does not mind that two others still have the old number', () => {
    const { root, edit } = createRepository()
    edit('content/uk/steps.md', '- друге\n', '- друге 7\n')
    edit('content/fr/steps.md', '- second\n', '- second 7\n')
    expect(confirm(root, 'fr/steps', { by, source: 'uk', today })).toMatchObject({ file: 'content/translations/steps.json' })
    expect(confirm(root, 'en/steps', { by, source: 'uk', today })).toMatchObject({ findings: [{ rule: 'parity-number' }] })
  })

  it('refuses a page with an error', () => {
    const { root, edit } = createRepository()
    edit('content/fr/steps.md', '(/fr)', '(/fr/nowhere)')
    edit('content/ru/steps.md', '(/ru)', '(/ru/nowhere)')
    expect(confirm(root, 'fr/steps', { by, source: undefined, today })).toMatchObject({ findings: [{ rule: 'link' }, { rule: 'link' }] })
  })

  it.each([
    ['steps', undefined, '“steps” is no page: write language and name, like fr/steps'],
    ['de/steps', undefined, '“de/steps” is no page'],
    ['fr/stepz', undefined, 'there is no page “stepz”; there are index, steps'],
    ['fr/steps', 'fr', 'fr/steps cannot be compared with itself'],
    ['fr/steps', 'de', '“de” is no language of the site'],
    ['ru/steps', undefined, '--source uk'],
  ])('explains what is wrong with %s and the source %s', (page, source, message) => {
    const { root } = createRepository()
    expect(() => confirm(root, page, { by, source, today })).toThrow(message)
  })

  it('explains that a page does not exist in a language', () => {
    const { root, remove } = createRepository()
    remove('content/fr/steps.md')
    expect(() => confirm(root, 'fr/steps', { by, source: undefined, today })).toThrow('does not exist in “fr”: translate it first')
    expect(() => confirm(root, 'en/steps', { by, source: 'fr', today })).toThrow('does not exist in “fr”')
  })

  it('refuses a circle of three, and says so', () => {
    const { root } = createRepository()
    confirm(root, 'en/steps', { by, source: 'fr', today })
    expect(() => confirm(root, 'ru/steps', { by, source: 'en', today })).toThrow('en/steps follows fr, ru')
  })

  it('does not touch a record that it cannot read', () => {
    const { root, write } = createRepository()
    write('content/translations/steps.json', '{ "compared": { "fr": 1 } }')
    expect(() => confirm(root, 'fr/steps', { by, source: undefined, today })).toThrow('the record cannot be read')
    expect(existsSync(join(root, 'content/translations/steps.json'))).toBe(true)
  })
})
