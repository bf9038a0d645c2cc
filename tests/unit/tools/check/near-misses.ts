import type { CheckOptions } from '../../../../tools/check/check.ts'
import type { Rule } from '../../../../shared/content/rules.ts'
import { lastRelease, lastReleaseFile, sameChannels } from './last-release.ts'
import type { Plant } from './plant.ts'

const ru = 'content/ru/index.md'
const uk = 'content/uk/index.md'
const fr = 'content/fr/index.md'
const en = 'content/en/index.md'
const all = 'content/*/index.md'
const phone = 'content/contacts/hotline-1.yml'
const bot = 'content/contacts/bot.yml'
const figures = 'content/figures.yml'
const page = 'out/ru/contact/index.html'
const built = { built: 'out' }

function edit(rule: Rule, what: string, file: string, from: string, to: string, options: CheckOptions = {}): Plant {
  return { rule, what, file, from, to, options }
}

/** What looks like a fault of a rule and is right: the checker finds nothing at all. */
export const nearMisses: readonly Plant[] = [
  { rule: 'missing-file', what: 'another file beside the content', file: 'content/notes.txt', to: 'x\n' },
  edit('encoding', 'letters of other alphabets', 'content/publisher.yml', 'name: null', 'name: { ru: "Ω", uk: "Ω", fr: "Œ", en: "é" }'),
  { rule: 'contact-file', what: 'a folder of words beside the contacts', file: 'content/words/ru.txt', to: '# none\n' },
  edit('yaml', 'a colon in quotes', ru, '"Одно предложение."', '"Срочно: звоните"'),
  edit('yaml', 'a comment', phone, 'hours:', '# as published\nhours:'),
  edit('quotes', 'a word without quotes', ru, '"Главная"', 'Главная'),
  edit('front-matter', 'a text right behind the front matter', ru, '---\n\nОткройте', '---\nОткройте'),
  edit('missing-field', 'a source without address', 'content/sources.yml', ', url: "https://paper.example/2022/12/17/1234567890"', ''),
  edit('unknown-field', 'a field that may be absent', phone, 'hours:', 'limit_days: 14\nhours:'),
  edit('schema', 'a description of 160 characters', ru, '"Одно предложение."', `"${'о'.repeat(160)}"`),
  edit('schema', 'a confirmation of today', phone, 'on: "2026-11-20", by: "Another', 'on: "2026-11-24", by: "Another'),
  edit('schema', 'a month and a year', phone, 'on: "2022-12"', 'on: "2022"'),
  edit('schema', 'a figure of this month', figures, '"2022-12"', '"2026-11"'),
  edit('contact-value', 'digits and _ in a handle', bot, '"some_test_bot"', '"some_test_2_bot"'),
  edit('contact-key', 'a comment with another key', phone, 'key: "hotline-1"', 'key: "hotline-1" # not hotline-2'),
  edit('contact-approval', 'an approval a day after the confirmation', phone, 'on: "2026-11-20", by: "Another', 'on: "2026-11-21", by: "Another'),
  edit('duplicate-value', 'WhatsApp with the number of a phone', 'content/contacts/whatsapp.yml', 'value: null', 'value: "+380441234567"'),
  edit('duplicate-key', 'two figures with keys that are alike', figures, 'figures:\n', 'figures:\n  - { key: "appeals-2022-1", measure: "appeals", value: 1, bound: "exact", on: "2022", contested: false, sources: ["paper-2022"] }\n'),
  edit('impostor', 'an impostor that differs by one letter', bot, '"some_tezt_bot"', '"some_tes7_bot"'),
  edit('citation', 'nothing but a way to another page', 'content/*/index.md', ' :source{key=paper-2022}', ''),
  edit('unused-source', 'a source that only contacts name', all, ' :source{key=radio-2024}', ''),
  edit('unknown-source', 'a source that only one figure names', figures, '["paper-2022"]', '["radio-2024", "paper-2022"]'),

  { rule: 'page-missing', what: 'a Markdown file that is no page', file: 'content/words/readme.txt', to: 'x\n' },
  { rule: 'page-place', what: 'a Markdown file outside of content', file: 'docs/index.md', to: 'x\n' },
  edit('page-not-in-menu', 'a label that is another word', 'content/menu.yml', '"Главная"', '"Порядок"'),
  edit('menu-without-page', 'pages in another order', 'content/menu.yml', 'en: "Home" }\n', 'en: "Start" }\n'),
  edit('typed-contact', 'dates and large numbers', all, '18.09.2022', '2022-12-17 2023-01-02, 48\u00A0000\u00A0000, 2022–2024'),
  edit('typed-contact', 'articles, times and shares', all, '18.09.2022', '352.1, 13 (14), 06:00–22:00, 95.7'),
  edit('typed-contact', 'a chatbot and a robot', en, 'appeals', 'chatbot and robot appeals'),
  edit('link', 'a link in bold', ru, '[Шаги](/ru/steps)', '**[Шаги](/ru/steps)**'),
  edit('markdown', 'bold text and a lonely smaller sign', ru, 'обращений', '**обращений** < да'),
  edit('markdown', 'slanted words and code', ru, 'обращений', '*обращений* `a[b]{c}`'),
  edit('markdown', 'escaped brackets and stars', ru, 'обращений', '\\[обращений\\]\\*'),
  edit('markdown', 'a time with seconds', all, '18.09.2022', '18.09.2022 06:30:15'),
  edit('markdown', 'a list within a list', all, '\n- ', '\n- 12\n  - 13\n- '),
  edit('markdown', 'a sign > within a line', ru, 'обращений', 'обращений > всех'),
  edit('attribute', 'words of another language in quotes and without', fr, '{lang="ru"}', '{lang=ru}'),
  edit('attribute', 'a word in braces in code', ru, 'обращений', '`{hidden}`'),
  edit('component', 'a box within words for one place', 'content/*/steps.md', '::only{where="site"}\n', '::only{where="site"}\n::notice\n12\n::\n'),
  edit('component', 'a component with more colons', 'content/ru/steps.md', '::only{where="site"}\nЗдесь :source{key=paper-2022}.\n::', ':::only{where="site"}\nЗдесь :source{key=paper-2022}.\n:::'),
  edit('component', 'a colon before a word in brackets', ru, 'обращений', 'обращений (так: верно)'),
  edit('component-place', 'two places where a page is read', 'content/*/steps.md', '{where="site"}', '{where="copy file"}'),
  edit('component-key', 'a key in quotes', ru, '{key=hotline-1}', '{key="hotline-1"}'),
  edit('parity', 'the same list item in all languages', all, ':amount', ':amount{key=appeals-2022-12}\n- :amount'),
  edit('parity-number', 'groups as each language writes them', all, '18.09.2022', '3'),
  edit('parity-date', 'the word “may” without a date', en, 'there were', 'there may be'),
  edit('language', 'Russian words with a mark', fr, '[«Хочу жить»]{lang="ru"}', '[«Хочу найти»]{lang="ru"}'),
  edit('message', 'a message in quotes that is a number', 'locales/*.json', '{name}', '{name} 12'),
  edit('message-missing', 'messages in another order', 'locales/fr.json', '"hello": "Bonjour, {name}",', '"hello": "Bonsoir, {name}",'),
  edit('message-shape', 'a key that begins like another', 'pages/index.vue', '{{ t', '{{ t(\'days\') }} {{ t'),
  edit('message-placeholders', 'a placeholder in another place', 'locales/fr.json', 'Bonjour, {name}', '{name}, bonjour'),
  edit('message-plural', 'a vertical line within a word', 'locales/fr.json', 'Bonjour,', 'Bonjour|'),
  edit('message-unused', 'a key in a template', 'pages/index.vue', 't(\'hello\')', 't(`hello`)'),
  edit('release-publisher', 'an organisation that publishes', 'content/publisher.yml', 'name: {', 'name: { ', { release: true }),
  edit('release-confirmation', 'a confirmation on the last day that it counts', 'content/contacts/hotline-2.yml', 'confirmed: { on: "2026-11-20"', 'confirmed: { on: "2026-10-25"', { release: true }),
  edit('release-approval', 'a second person a day later', bot, 'on: "2026-11-20", by: "Another', 'on: "2026-11-21", by: "Another', { release: true }),
  { rule: 'release-number', what: 'the number of the last release', file: lastReleaseFile, to: lastRelease(7, sameChannels), options: { release: true } },
  { rule: 'release-changed', what: 'an older release with the same channels', file: lastReleaseFile, to: lastRelease(6, sameChannels), options: { release: true } },
  edit('release-keys', 'no key, when nothing is released', 'release-keys.yml', 'keys: []', 'keys: [] # none yet'),
  edit('release-security', 'an e-mail address', 'content/publisher.yml', 'https://report.example/', 'mailto:report@example.org', { release: true }),
  { rule: 'translation-behind', what: 'a release of pages that were never compared', file: 'content/translations/steps.json', to: '{ "compared": {} }\n', options: { release: true } },
  { rule: 'translation-record', what: 'a record without anything', file: 'content/translations/steps.json', to: '{}\n' },
  { rule: 'translation-unrecorded', what: 'a project that has begun no record', file: 'content/translations/steps.json', to: '{ "compared": {} }\n' },

  edit('output', 'a published folder', page, 'Contact</h1>', 'Contacts</h1>', built),
  { rule: 'output-file', what: 'a page more', file: 'out/robots.txt', to: 'User-agent: *\n', options: built },
  edit('output-compressed', 'a file without compressed form', page, 'Contact</h1>', 'Contact us</h1>', built),
  edit('output-contact', 'an impostor as plain text', page, 'some_tezt_bot', '@some_tezt_bot', built),
  edit('output-link', 'a link to a listed source', page, '>Radio<', '>Радио<', built),
  edit('output-target', 'links to the statistics and to the top', page, '<h1>Contact', '<h1>Contact <a href="/ru/visits">1</a> <a href="/">2</a>', built),
  edit('output-exit', 'a page of no language without exit', page, '>Leave</a>', '>Go</a>', built),
  edit('output-leftover', 'words that begin like a leftover', page, '<h1>Contact', '<h1>Undefined borders, NaNo', built),
  edit('output-html', 'a root element of Nuxt', page, '<main>', '<main id="__nuxt">', built),

  edit('spelling', 'a capital letter, a hyphen, an elision and a name', fr, 'demandes', 'Demandes, dit-on, d’appels WhatsApp'),
  edit('spelling', 'words that are code', en, 'appeals', '`appeels`, appeals'),
  edit('spelling', 'a Ukrainian apostrophe', uk, 'звернень', 'звернень пам’яті'),
  edit('typography-space', 'a colon within a word', fr, 'Numéro\u00A0: ', 'Numéro, voir:ici\u00A0: '),
  edit('typography-space', 'a French address in code', fr, 'demandes', 'demandes `a:b;c?`'),
  edit('typography-quote', 'inner quotation marks', ru, 'обращений', '«обращений „вот“ так»'),
  edit('typography-quote', 'quotation marks around a link', en, '[Steps](/en/steps)', '“[Steps](/en/steps)”'),
  edit('typography-apostrophe', 'an apostrophe in code', en, 'appeals', 'appeals `don\'t`'),
  edit('typography-dash', 'a range of days with an en dash, a compound with a hyphen', uk, 'звернень', 'звернень, будь-яких'),
  edit('letters-mixed', 'a Latin abbreviation before a hyphen', ru, 'обращений', 'обращений, SIM-карт'),
  edit('letters-mixed', 'two letters that are spoken about', uk, 'звернень', 'звернень, i, l'),
  edit('letters-foreign', 'Russian words with a mark in Ukrainian', uk, 'звернень', 'звернень [«Эры»]{lang="ru"}'),
  edit('hidden-character', 'no-break spaces', ru, 'В 2022', 'В\u00A02022'),
  edit('sentence-length', 'a sentence of 25 words', en, 'In 2022, from', `In 2022, ${'so '.repeat(9)}from`),
  edit('sentence-length', 'a sentence that begins with a number', all, '17.12.2022,', `17.12.2022 ${'so '.repeat(9)}there. 4 ${'so '.repeat(9)}so,`),
  edit('heading-order', 'one level deeper', all, '\n- ', '\n### 12\n\n- '),
  edit('image-text', 'a link with text', ru, 'Откройте', 'Откройте же'),
]
