import { describe, expect, it } from 'vitest'
import { createSandbox, places } from './sandbox.ts'

const index = 'content/ru/index.md'
const french = 'content/fr/index.md'

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

  it.each([
    // Front matter
    ['a title with a colon and no quotes', index, 'title: "Главная"', 'title: Срочно: звоните', 2, 'yaml'],
    ['a title that is too long', index, '"Главная"', `"${'Г'.repeat(61)}"`, 2, 'schema'],
    ['a description that is too long', index, '"Одно предложение."', `"${'о'.repeat(161)}"`, 3, 'schema'],
    ['a review in the future', index, '"2026-11-20"', '"2026-11-25"', 4, 'schema'],
    ['an unknown field in front matter', index, 'reviewed:', 'draft: true\nreviewed:', 4, 'unknown-field'],
    ['a page without front matter', index, '---\ntitle', 'title', 1, 'front-matter'],
    ['a source that does not exist', index, '- radio-2024', '- radio-2025', 7, 'unknown-source'],
    ['other sources than in another locale', french, '  - radio-2024\n', '', 6, 'parity'],
    ['sources in another order', french, '  - paper-2022\n  - radio-2024\n', '  - radio-2024\n  - paper-2022\n', 6, 'parity'],
    // Menu
    ['an entry of the menu without a page', 'content/menu.yml', '"steps"', '"stepz"', 3, 'menu-without-page'],
    ['a page that is not in the menu', 'content/menu.yml', '"steps"', '"stepz"', 1, 'page-not-in-menu', 'content/ru/steps.md'],
    // Links
    ['a link to a page that does not exist', index, '/ru/steps', '/ru/stepz', 10, 'link'],
    ['a link to another locale', index, '/ru/steps', '/uk/steps', 10, 'link'],
    ['a link to the page itself', index, '/ru/steps', '/ru', 10, 'link'],
    ['a link with an anchor', index, '/ru/steps', '/ru/steps#top', 10, 'link'],
    ['a link without locale', index, '/ru/steps', '/steps', 10, 'link'],
    ['a link out of the site', index, '/ru/steps', 'https://example.org/', 10, 'link'],
    ['a typed address', index, '40 157', 'https://example.org/ 40 157', 13, 'link'],
    ['HTML', index, '40 157', '<b>40 157</b>', 13, 'markdown'],
    ['an image', index, '## Где вы?', '![x](/x.png)\n\n## Где вы?', 16, 'markdown'],
    ['a link definition', index, '## Где вы?', '[x]: /ru/steps\n\n## Где вы?', 16, 'markdown'],
    ['an entity', index, '40 157', '&commat;40 157', 13, 'markdown'],
    // Components
    ['a component that does not exist', index, '::notice', '::notise', 12, 'component'],
    ['an inline component that does not exist', index, 'Канал:', ':kanal Канал:', 19, 'component'],
    ['a channel that does not exist', index, 'key=hotline-1', 'key=hotline-3', 18, 'component-key'],
    ['a figure that does not exist', index, 'appeals-2022-12', 'appeals-2023-12', 20, 'component-key'],
    ['a channel without key', index, '{key=hotline-1}', '', 18, 'component'],
    // Parity
    ['another channel than in another locale', french, 'key=hotline-1', 'key=hotline-2', 18, 'parity'],
    ['a list item that others lack', french, '## Où', '- de plus\n\n## Où', 16, 'parity'],
    ['a heading of another level', french, '## Où', '### Où', 16, 'parity'],
    ['a component too few', french, ':channel{key=hotline-1}', '', 19, 'parity'],
    // Language
    ['Cyrillic in a French page', french, '[«Хочу жить»]{lang="ru"}', '«Хочу жить»', 13, 'language'],
    ['Cyrillic in a French title', french, '"Accueil"', '"Accueil «Хочу жить»"', 2, 'language'],
    ['a span without lang', 'content/en/index.md', ']{lang="ru"}', ']{.x}', 13, 'language'],
    // Messages
    ['a message that a locale lacks', 'locales/fr.json', '"hello": "Bonjour, {name}",', '', 1, 'message-missing'],
    ['another placeholder', 'locales/fr.json', 'Bonjour, {name}', 'Bonjour, {nom}', 2, 'message-placeholders'],
    ['too few plural forms', 'locales/uk.json', ' | {count} дні |', ' |', 3, 'message-plural'],
    ['too many plural forms', 'locales/en.json', 'day | {count} days', 'day | {count} days | {count} days', 3, 'message-plural'],
    ['a message that no code uses', 'pages/index.vue', 't(\'hello\')', 't(\'hallo\')', 2, 'message-unused', 'locales/ru.json'],
    ['a message twice', 'locales/ru.json', '"hello"', '"days": "x",\n  "hello"', 4, 'yaml'],
  ])('refuses %s', (_name, file, from, to, line, rule, place = file) => {
    const { check, edit } = createSandbox()
    edit(file, from, to)
    expect(places(check())).toContain(`${place}:${line} ${rule}`)
  })

  it('blames the translation that differs from the others, also where it is the first', () => {
    const { check, edit } = createSandbox()
    edit(index, '## Где вы?', '### Где вы?')
    expect(places(check())).toEqual([`${index}:16 parity`])
  })

  it('refuses a page outside of the folders of the locales', () => {
    const { check, write } = createSandbox()
    write('content/de/index.md', '---\ntitle: "x"\n---\n')
    write('content/ru/more/index.md', '---\ntitle: "x"\n---\n')
    expect(places(check())).toEqual(['content/de/index.md:1 page-place', 'content/ru/more/index.md:1 page-place'])
  })

  it.each([
    ['a range of years and dates', index, '40 157', '2022–2024, 2022-12-17 2023-01-02, 48 000 000 – 50 000 000'],
    ['articles, times, shares', index, '40 157', 'ст. 352.1, 13 (14), 06:00–22:00, 95,7 %'],
    ['a template that names a message', 'pages/index.vue', 't(\'hello\')', 't(`hello`) "hello"'],
    ['bold text and a colon', index, '40 157', '**Важно:** 40 157'],
    ['code', index, '40 157', '`/api/visits.json` 40 157'],
  ])('accepts %s', (_name, file, from, to) => {
    const { check, edit } = createSandbox()
    edit(file, from, to)
    expect(check()).toEqual([])
  })
})
