import type { CheckOptions } from '../../../../tools/check/check.ts'
import type { Rule } from '../../../../shared/content/rules.ts'
import { lastRelease, lastReleaseFile, sameChannels } from './last-release.ts'
import { number } from './output-sandbox.ts'
import type { Fault } from './plant.ts'

const ru = 'content/ru/index.md'
const uk = 'content/uk/index.md'
const fr = 'content/fr/index.md'
const en = 'content/en/index.md'
const steps = 'content/ru/steps.md'
const phone = 'content/contacts/hotline-1.yml'
const bot = 'content/contacts/bot.yml'
const figures = 'content/figures.yml'
const menu = 'content/menu.yml'
const page = 'out/ru/contact/index.html'
const built = { built: 'out' }
const release = { release: true }

function edit(rule: Rule, what: string, file: string, from: string, to: string, line: number, rest: { at?: string, options?: CheckOptions } = {}): Fault {
  return { rule, what, file, from, to, line, ...rest }
}

/** Faults that people make, each with the rule that has to find it and where. The first of a rule is its example in docs/checking.md. */
export const faults: readonly Fault[] = [
  { rule: 'missing-file', what: 'no timeline', file: 'content/timeline.yml', line: 1 },
  { rule: 'missing-file', what: 'no contacts', file: 'content/contacts', line: 1 },
  { rule: 'missing-file', what: 'no messages of a locale', file: 'locales/uk.json', line: 1 },
  { rule: 'contact-file', what: 'a contact file of another kind', file: 'content/contacts/old.yaml', to: 'key: "old"\n', line: 1 },
  edit('encoding', 'a letter that is not UTF-8', steps, 'назад', 'наза\uFFFD', 8),

  edit('yaml', 'a title with a colon and no quotes', ru, 'title: "Главная"', 'title: Срочно: звоните', 2),
  edit('yaml', 'a quotation mark that nobody closes', phone, '"+380441234567"', '"+380441234567', 4),
  edit('yaml', 'a field twice', phone, 'hours:', 'kind: "phone"\nhours:', 6),
  edit('yaml', 'a comma behind the last message', 'locales/ru.json', '"\n}', '",\n}', 4),
  edit('yaml', 'a message twice', 'locales/ru.json', '"hello"', '"days": "x",\n  "hello"', 4),
  edit('quotes', 'a plus sign without quotes', phone, '"+380441234567"', '+380441234567', 4),
  edit('quotes', 'a zero at the beginning without quotes', bot, 'account_id: "1234567890"', 'account_id: 0123', 11),
  edit('quotes', 'a date without quotes', ru, '"2026-11-20"', '2026-11-20', 4),
  edit('front-matter', 'a page without front matter', ru, '---\ntitle', 'title', 1),
  edit('missing-field', 'a figure without date', figures, '    on: "2022-12"\n', '', 2),
  edit('missing-field', 'a label that a language lacks', phone, '  fr: "Téléphone"\n', '', 11),
  edit('unknown-field', 'a field that does not exist', ru, 'reviewed:', 'draft: true\nreviewed:', 4),
  edit('unknown-field', 'a field named id', phone, 'hours:', 'id: "hotline-1"\nhours:', 6),
  edit('schema', 'a title that is too long', ru, '"Главная"', `"${'Г'.repeat(61)}"`, 2),
  edit('schema', 'a description that is too long', ru, '"Одно предложение."', `"${'о'.repeat(161)}"`, 3),
  edit('schema', 'a review in the future', ru, '"2026-11-20"', '"2026-11-25"', 4),
  edit('schema', 'a figure without source', figures, '["paper-2022"]', '[]', 8),
  edit('schema', 'a figure in quotes', figures, '40157', '"40157"', 4),
  edit('schema', 'a number of another country', phone, '+380441234567', '+33612345678', 4),
  edit('schema', 'a digit too few', phone, '+380441234567', '+38044123456', 4),
  edit('schema', 'a kind that does not exist', phone, '"phone"', '"fax"', 2),
  edit('schema', 'a day that does not exist', phone, '"2026-11-20"', '"2026-02-30"', 8),
  edit('contact-value', 'a Cyrillic letter in a handle', bot, '"some_test_bot"', '"some_tеst_bot"', 4),
  edit('contact-value', 'a hidden space in a number', phone, '+380441234567', '+380\u200B441234567', 4),
  edit('contact-key', 'a key that is not the name of the file', phone, '"hotline-1"', '"hotline-9"', 1),
  edit('contact-approval', 'one person who confirms and approves', phone, '"Another tester"', '"A. Tester"', 9),
  edit('duplicate-value', 'one number in two files', 'content/contacts/hotline-2.yml', '+380501234567', '+380441234567', 4),
  edit('duplicate-key', 'a page twice in the menu', menu, '"steps"', '"index"', 3),
  edit('impostor', 'the genuine handle among the impostors', bot, '"some_tezt_bot"', '"Some_Test_Bot"', 15),
  edit('unknown-source', 'a source that does not exist', ru, '- radio-2024', '- radio-2025', 7),

  { rule: 'page-missing', what: 'a page that a locale lacks', file: 'content/fr/steps.md', line: 1 },
  { rule: 'page-place', what: 'a page in no locale', file: 'content/de/index.md', to: '---\ntitle: "x"\n---\n', line: 1 },
  edit('page-not-in-menu', 'a page that is not in the menu', menu, '"steps"', '"stepz"', 1, { at: steps }),
  edit('menu-without-page', 'an entry of the menu without a page', menu, '"steps"', '"stepz"', 3),
  edit('typed-contact', 'a typed number', ru, '40\u00A0157', '+380 44 123-45-68', 13),
  edit('typed-contact', 'a typed handle', ru, '40\u00A0157', '@some_other_bot', 13),
  edit('typed-contact', 'a typed messenger link', ru, '40\u00A0157', 't.me/whoever', 13),
  edit('link', 'a link to a page that does not exist', ru, '/ru/steps', '/ru/stepz', 10),
  edit('link', 'a link with an anchor', ru, '/ru/steps', '/ru/steps#top', 10),
  edit('link', 'a link to another locale', ru, '/ru/steps', '/uk/steps', 10),
  edit('link', 'a link to the page itself', ru, '/ru/steps', '/ru', 10),
  edit('link', 'a link out of the site', ru, '/ru/steps', 'https://example.org/', 10),
  edit('link', 'a typed address', ru, '40\u00A0157', 'https://example.org/ 40\u00A0157', 13),
  edit('markdown', 'HTML', ru, '40\u00A0157', '<b>40\u00A0157</b>', 13),
  edit('markdown', 'an image', ru, '## Где вы?', '![x](/x.png)\n\n## Где вы?', 16),
  edit('markdown', 'an entity', ru, '40\u00A0157', '&commat;40\u00A0157', 13),
  edit('component', 'a component that does not exist', ru, '::notice', '::notise', 12),
  edit('component', 'a channel without key', ru, '{key=hotline-1}', '', 18),
  edit('component-key', 'a channel that does not exist', ru, 'key=hotline-1', 'key=hotline-3', 18),
  edit('component-key', 'a figure that does not exist', ru, 'appeals-2022-12', 'appeals-2023-12', 20),
  edit('component-place', 'a place where nobody reads', ru, '::notice', '::only{where="sites"}', 12),
  edit('component-place', 'a place where nobody reads, beside one that exists', ru, '::notice', '::only{where="copy paper"}', 12),
  edit('component-place', 'no place', ru, '::notice', '::only', 12),

  edit('parity', 'another channel than in the other languages', fr, 'key=hotline-1', 'key=hotline-2', 18),
  edit('parity', 'a list item that the others lack', fr, '## Où', '- de plus\n\n## Où', 16),
  edit('parity', 'a heading of another level', fr, '## Où', '### Où', 16),
  edit('parity', 'a source that the others have', fr, '  - radio-2024\n', '', 6),
  edit('parity', 'words for another place than in the other languages', 'content/fr/steps.md', 'where="site"', 'where="copy"', 10),
  edit('parity', 'a component too few', fr, ':channel{key=hotline-1}', '', 19),
  edit('parity-number', 'another number than in the other languages', en, '40,157', '40,175', 13),
  edit('parity-number', 'a year that differs', fr, 'En 2022', 'En 2023', 13),
  { rule: 'parity-date', what: 'another month than in the other languages', file: 'content/fr/steps.md', from: '[retour]', to: 'Le 4 octobre 2022 [retour]', line: 8 },
  edit('language', 'Cyrillic without a mark in a French page', fr, '[«Хочу жить»]{lang="ru"}', '«Хочу жить»', 13),
  edit('language', 'Cyrillic in a French title', fr, '"Accueil"', '"Accueil «Хочу жить»"', 2),

  edit('message', 'a message that is a number', 'locales/fr.json', '"Bonjour, {name}"', '12', 2),
  edit('message-missing', 'a message that a locale lacks', 'locales/fr.json', '"hello": "Bonjour, {name}",', '', 1),
  edit('message-shape', 'a text in one language, a group in another', 'locales/fr.json', '"Bonjour, {name}"', '{ "a": "Bonjour, {name}" }', 2, { at: 'locales/ru.json' }),
  edit('message-placeholders', 'another placeholder', 'locales/fr.json', 'Bonjour, {name}', 'Bonjour, {nom}', 2),
  edit('message-plural', 'too few plural forms', 'locales/uk.json', ' | {count} дні |', ' |', 3),
  edit('message-plural', 'too many plural forms', 'locales/en.json', 'day | {count} days', 'day | {count} days | {count} days', 3),
  edit('message-unused', 'a message that no code uses', 'pages/index.vue', 't(\'hello\')', 't(\'hallo\')', 2, { at: 'locales/ru.json' }),

  edit('release-publisher', 'nobody who publishes', 'content/publisher.yml', 'name: { ru: "Мы", uk: "Ми", fr: "Nous", en: "We" }', 'name: null', 1, { options: release }),
  edit('release-confirmation', 'a channel that nobody confirmed', bot, '{ on: "2026-11-20", by: "A tester" }', 'null', 8, { options: release }),
  edit('release-confirmation', 'a confirmation that is too old', 'content/contacts/hotline-2.yml', '2026-11-20', '2026-10-24', 8, { options: release }),

  edit('release-approval', 'a channel that one person only has compared', bot, '{ on: "2026-11-20", by: "Another tester" }', 'null', 9, { options: release }),
  { rule: 'release-number', what: 'a number lower than that of the last release', file: lastReleaseFile, to: lastRelease(8, sameChannels), line: 1, at: 'content/release.yml', options: release },
  { rule: 'release-changed', what: 'a channel of the last release that is gone', file: lastReleaseFile, to: lastRelease(7, [{ key: 'old', kind: 'phone', value: '+380441234567' }]), line: 1, at: 'content/contacts/old.yml', options: release },
  edit('release-keys', 'no key', 'release-keys.yml', 'keys: [', 'keys: [] # [', 1, { options: release }),
  edit('release-security', 'nobody who reads reports', 'content/publisher.yml', 'security: { contact: "https://report.example/" }', 'security: null', 1, { options: release }),
  edit('urgent-mark', 'a mark in a title', ru, '"Главная"', '"Главная :urgent"', 2),
  edit('urgent-translation', 'an urgent paragraph that no language was compared with', ru, '## Где', ':urgent Важно.\n\n## Где', 1, { at: fr, options: release }),
  { rule: 'translation-record', what: 'a record that is no JSON', file: 'content/translations/steps.json', to: '{\n', line: 1 },
  {
    rule: 'translation-date',
    what: 'a page that is newer than its translation, since nobody knows when',
    file: 'content/translations/steps.json',
    to: '{ "compared": { "fr": { "source": "ru", "on": "2026-11-20", "by": null, "source_blocks": [], "own_blocks": [] } } }\n',
    line: 2,
    at: steps,
  },
  {
    rule: 'translation-unrecorded',
    what: 'a page without a record, where others have one',
    file: 'content/translations/steps.json',
    to: '{ "compared": { "fr": { "source": "ru", "on": "2026-11-20", "by": null, "source_blocks": [], "own_blocks": [] } } }\n',
    line: 1,
    at: ru,
  },

  { rule: 'output', what: 'nothing built', file: 'out', line: 1, options: built },
  { rule: 'output-file', what: 'a script', file: 'out/_nuxt/entry.js', to: 'x', line: 1, options: built },
  { rule: 'output-compressed', what: 'a compressed file that says something else', file: `${page}.gz`, to: 'x', line: 1, options: built },
  edit('output-contact', 'one digit changed', page, `${number}<`, `${number.slice(0, -1)}8<`, 6, { options: built }),
  edit('output-contact', 'Arabic-Indic digits', page, `${number}<`, '+٣٨٠٤٤١٢٣٤٥٦٧<', 6, { options: built }),
  edit('output-link', 'a link that is in no content file', page, 'a?b=1&amp;c=2', 'a?b=1&amp;c=3', 10, { options: built }),
  edit('output-link', 'a language without the link to a channel', 'out/fr/contact/index.html', '<a href="tel:+380501234567">', '<a href="/fr/contact">', 1, { at: 'content/contacts/hotline-2.yml', options: built }),
  edit('output-target', 'a link to no page', page, '<h1>Contact', '<h1><a href="/ru/nowhere">Contact</a>', 4, { options: built }),
  edit('output-target', 'an anchor that leads nowhere', page, '<h1>Contact', '<h1><a href="#nowhere">Contact</a>', 4, { options: built }),
  edit('output-exit', 'a page without quick exit', page, '<a id="exit" href="">Leave</a>', '', 1, { options: built }),
  edit('output-leftover', 'a value that is missing', page, 'tel:+380441234567', 'tel:undefined', 6, { options: built }),
  edit('output-leftover', 'an object as text', page, '<h1>Contact', '<h1>[object Object]', 4, { options: built }),
  edit('output-leftover', 'a binding', page, '<h1>Contact', '<h1>{{ title }}', 4, { options: built }),
  edit('output-html', 'a tag that closes another', page, '<h1>Contact</h1>', '<h1>Contact</h2>', 4, { options: built }),

  edit('spelling', 'a wrong letter in Russian', ru, 'обращений', 'обращенний', 13),
  edit('spelling', 'a wrong letter in Ukrainian', uk, 'звернень', 'звернинь', 13),
  edit('spelling', 'a wrong letter in French', fr, 'demandes', 'demendes', 13),
  edit('spelling', 'a wrong letter in English', en, 'appeals', 'appeels', 13),
  edit('spelling', 'a wrong letter in words marked as Russian', en, '«Хочу жить»', '«Хочу жыть»', 13),
  edit('spelling', 'a wrong letter in a message', 'locales/en.json', 'Hello', 'Helllo', 2),
  edit('typography-space', 'no space before a French question mark', fr, 'êtes-vous\u202F?', 'êtes-vous?', 16),
  edit('typography-space', 'an ordinary space before a French colon', fr, 'Numéro\u00A0:', 'Numéro :', 18),
  edit('typography-space', 'an ordinary space before a dash', ru, 'Номер: ', 'Номер — это: ', 18),
  edit('typography-space', 'an ordinary space within a number', ru, '40\u00A0157', '40 157', 13),
  edit('typography-space', 'two spaces', en, 'there were', 'there  were', 13),
  edit('typography-space', 'a space before a comma', ru, '17.12.2022,', '17.12.2022 ,', 13),
  edit('typography-quote', 'straight quotation marks', en, 'appeals', '"appeals"', 13),
  edit('typography-quote', 'English quotation marks in Russian', ru, 'обращений', '“обращений”', 13),
  edit('typography-quote', 'a quotation mark without its partner', uk, 'звернень', '"звернень', 13),
  edit('typography-apostrophe', 'a typewriter apostrophe', fr, 'demandes', 'd\'appels', 13),
  edit('typography-apostrophe', 'a letter in place of an apostrophe', uk, 'звернень', 'обʼєктів', 13),
  edit('typography-dash', 'a hyphen for a dash', ru, 'Номер: ', 'Номер - это: ', 18),
  edit('typography-dash', 'a hyphen between two years', en, 'In 2022', 'In 2022-2022', 13),
  edit('letters-mixed', 'a Latin letter in a Cyrillic word', ru, 'обращений', 'oбращений', 13),
  edit('letters-foreign', 'a Russian letter in Ukrainian', uk, 'звернень', 'звернэнь', 13),
  edit('letters-foreign', 'a Ukrainian letter in Russian', ru, 'обращений', 'обращеній', 13),
  edit('hidden-character', 'a zero-width space', ru, 'обращений', 'обра\u200Bщений', 13),
  edit('hidden-character', 'a sign that turns the direction', menu, 'Главная', 'Глав\u202Eная', 2),
  edit('hidden-character', 'a letter of two signs', ru, 'обращений', 'обращении\u0306', 13),
  edit('sentence-length', 'a sentence of 30 words', en, 'Open', `It ${'is so '.repeat(14)}open`, 10),
  edit('heading-order', 'a level left out', 'content/*/index.md', '## ', '#### ', 16, { at: ru }),
  edit('image-text', 'an image without text', ru, '## Где вы?', '![](/x.png)\n\n## Где вы?', 16),
]
