import { describe, expect, it } from 'vitest'
import { createSandbox, places } from './sandbox.ts'

const index = 'content/ru/index.md'

describe('check', () => {
  it('finds nothing in a right project', () => {
    expect(createSandbox().check()).toEqual([])
  })

  it.each([
    ['a page that a locale lacks', 'content/fr/steps.md', 1, 'page-missing'],
    ['a contact folder that is missing', 'content/contacts', 1, 'missing-file'],
    ['messages that are missing', 'locales/uk.json', 1, 'missing-file'],
  ])('names %s', (_name, file, line, rule) => {
    const { check, remove } = createSandbox()
    remove(file)
    expect(places(check())).toContain(`${file}:${line} ${rule}`)
  })

  it('blames the translation that differs from the others, also where it is the first', () => {
    const { check, edit } = createSandbox()
    edit(index, '## Где вы?', '### Где вы?')
    expect(places(check())).toEqual([`${index}:16 parity`, `${index}:16 heading-order`])
  })

  it('refuses a page outside of the folders of the locales', () => {
    const { check, write } = createSandbox()
    write('content/de/index.md', '---\ntitle: "x"\n---\n')
    write('content/ru/more/index.md', '---\ntitle: "x"\n---\n')
    expect(places(check())).toEqual(['content/de/index.md:1 page-place', 'content/ru/more/index.md:1 page-place'])
  })
})
