import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadContent, readContent } from '../../../../shared/content/read.ts'
import { createSandbox, places, today } from '../../tools/check/sandbox.ts'

const phone = 'content/contacts/hotline-1.yml'
const bot = 'content/contacts/bot.yml'

describe('readContent', () => {
  it('finds nothing in right files', () => {
    const { findings, channels, figures, timeline, menu, sources, publisher, release, leave } = readContent(createSandbox().root, { today })
    expect(findings).toEqual([])
    expect(release).toEqual({ number: 7, date: '2026-11-20' })
    expect([channels.length, figures.length, timeline.length, menu.groups.length, Object.keys(sources).length, publisher.name, leave?.fr]).toEqual([6, 1, 1, 1, 2, null, 'https://weather.example/fr'])
  })

  it.each([
    ['a number that is none', phone, '"+380441234567"', '"not a number"', 4, 'contact-value'],
    ['a digit too few', phone, '+380441234567', '+38044123456', 4, 'schema'],
    ['a number of another country', phone, '+380441234567', '+33612345678', 4, 'schema'],
    ['a number without +', phone, '+380441234567', '380441234567', 4, 'schema'],
    ['a number in groups', phone, '+380441234567', '+380 44 123 45 67', 4, 'contact-value'],
    ['Arabic-Indic digits', phone, '+380441234567', '+38044123456٧', 4, 'contact-value'],
    ['a zero-width space', phone, '+380441234567', '+380\u200B441234567', 4, 'contact-value'],
    ['a Cyrillic letter in a handle', bot, '"some_test_bot"', '"some_tеst_bot"', 4, 'contact-value'],
    ['a handle with @', bot, '"some_test_bot"', '"@some_test_bot"', 4, 'schema'],
    ['a bot that does not end in “bot”', bot, '"some_test_bot"', '"some_test_bat"', 4, 'schema'],
    ['an address in place of a host', 'content/contacts/site.yml', '"test.example.org"', '"https://test.example.org/"', 4, 'schema'],
    ['a language that is missing', phone, '  fr: "Téléphone"\n', '', 11, 'missing-field'],
    ['an empty text', phone, '"Téléphone"', '" "', 14, 'schema'],
    ['an unknown field', phone, 'hours:', 'houres: "24/7"\nhours:', 6, 'unknown-field'],
    ['a field named id', phone, 'hours:', 'id: "hotline-1"\nhours:', 6, 'unknown-field'],
    ['a kind that does not exist', phone, '"phone"', '"fax"', 2, 'schema'],
    ['a field that belongs to another kind', phone, 'hours:', 'account_id: "12345"\nhours:', 6, 'unknown-field'],
    ['a field that is missing', phone, 'languages: ["ru"]\n', '', 1, 'missing-field'],
    ['a plus sign without quotes', phone, '"+380441234567"', '+380441234567', 4, 'quotes'],
    ['a leading zero without quotes', bot, 'account_id: "1234567890"', 'account_id: 0123', 11, 'quotes'],
    ['an unterminated quote', phone, '"+380441234567"', '"+380441234567', 4, 'yaml'],
    ['a field twice', phone, 'hours:', 'kind: "phone"\nhours:', 6, 'yaml'],
    ['a day that does not exist', phone, '"2026-11-20"', '"2026-02-30"', 8, 'schema'],
    ['a confirmation in the future', phone, '"2026-11-20"', '"2026-11-25"', 8, 'schema'],
    ['an approval in the future', phone, 'approved: { on: "2026-11-20"', 'approved: { on: "2026-11-25"', 9, 'schema'],
    ['an approval that is missing', phone, 'approved: { on: "2026-11-20", by: "Another tester" }\n', '', 1, 'missing-field'],
    ['an approval by who has confirmed', phone, 'Another tester', 'A. Tester', 9, 'contact-approval'],
    ['an approval before the confirmation', phone, 'approved: { on: "2026-11-20"', 'approved: { on: "2026-11-19"', 9, 'contact-approval'],
    ['an approval of nothing', phone, 'confirmed: { on: "2026-11-20", by: "A tester" }', 'confirmed: null', 9, 'contact-approval'],
    ['a publication in the future', phone, 'on: "2022-12"', 'on: "2026-12"', 7, 'schema'],
    ['a source that does not exist', phone, '["paper-2022", "radio-2024"]', '["paper-2022", "radio-2025"]', 10, 'unknown-source'],
    ['a source of the publication that does not exist', phone, 'source: "paper-2022"', 'source: "paper-2023"', 7, 'unknown-source'],
    ['a key that is not the name of the file', phone, '"hotline-1"', '"hotline-9"', 1, 'contact-key'],
    ['an impostor that is the genuine one', bot, '"some_tezt_bot"', '"Some_Test_Bot"', 15, 'impostor'],
    ['a figure twice', 'content/figures.yml', 'figures:\n', 'figures:\n  - { key: "appeals-2022-12", measure: "appeals", value: 1, bound: "exact", on: "2022", contested: false, sources: ["paper-2022"] }\n', 3, 'duplicate-key'],
    ['a figure that is no number', 'content/figures.yml', '40157', '"40157"', 4, 'schema'],
    ['a page twice in the menu', 'content/menu.yml', '"steps"', '"index"', 1, 'duplicate-key'],
    ['a release without a number', 'content/release.yml', '7', '0', 1, 'schema'],
    ['a release in the future', 'content/release.yml', '2026-11-20', '2026-11-25', 2, 'schema'],
    ['a mirror without a slash at the end', 'content/mirrors.yml', '[]', '[{ kind: "web", address: "https://a.example", confirmed: { on: "2026-11-20", by: "A" } }]', 1, 'schema'],
    ['a mirror that is no address', 'content/mirrors.yml', '[]', '[{ kind: "web", address: "a.example/", confirmed: { on: "2026-11-20", by: "A" } }]', 1, 'schema'],
    ['a mirror of Tor with a wrong letter', 'content/mirrors.yml', '[]', `[{ kind: "onion", address: "http://${'a'.repeat(56)}.onion/", confirmed: { on: "2026-11-20", by: "A" } }]`, 1, 'schema'],
    ['an onion address that is called another', 'content/mirrors.yml', '[]', '[{ kind: "web", address: "http://pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion/", confirmed: { on: "2026-11-20", by: "A" } }]', 1, 'schema'],
    ['a mirror that nobody has confirmed', 'content/mirrors.yml', '[]', '[{ kind: "web", address: "https://a.example/" }]', 1, 'missing-field'],
    ['a release key that is none', 'release-keys.yml', '[]', '[{ key: "RWabc", since: "2026-11-20" }]', 2, 'schema'],
    ['a release key twice, under two names', 'release-keys.yml', '[]', `[{ key: "RWQ${'A'.repeat(53)}", since: "2026-11-20" }, { key: "RWQB${'A'.repeat(52)}", since: "2026-11-20" }]`, 2, 'schema'],
    ['a threshold above the keys', 'release-keys.yml', '1\nkeys: []', `2\nkeys: [{ key: "RWQ${'A'.repeat(53)}", since: "2026-11-20" }]`, 1, 'schema'],
    ['a contact for weaknesses that is no address', 'content/publisher.yml', 'security: null', 'security: { contact: "somebody" }', 3, 'schema'],
    ['a neutral site without TLS', 'content/leave.yml', 'https://weather.example/uk', 'http://weather.example/uk', 2, 'schema'],
    ['a neutral site with a query', 'content/leave.yml', 'weather.example/uk', 'weather.example/uk?from=us', 2, 'schema'],
    ['a language without neutral site', 'content/leave.yml', 'en: "https://weather.example/en"\n', '', 1, 'missing-field'],
    ['a source with an address that is none', 'content/sources.yml', '"https://paper', '"paper', 1, 'schema'],
  ])('refuses %s', (_name, file, from, to, line, rule) => {
    const { root, edit } = createSandbox()
    edit(file, from, to)
    expect(places(readContent(root, { today }).findings)).toContain(`${file}:${line} ${rule}`)
  })

  it('refuses a value that stands in two files, whatever its letters', () => {
    const { root, edit } = createSandbox()
    edit('content/contacts/hotline-2.yml', '+380501234567', '+380441234567')
    expect(places(readContent(root, { today }).findings)).toEqual(['content/contacts/hotline-2.yml:4 duplicate-value'])
  })

  it('refuses two files with one key', () => {
    const { root, edit } = createSandbox()
    edit('content/contacts/hotline-2.yml', '"hotline-2"', '"hotline-1"')
    expect(places(readContent(root, { today }).findings)).toEqual(['content/contacts/hotline-2.yml:1 contact-key', 'content/contacts/hotline-2.yml:1 contact-key'])
  })

  it('names a file that is missing, not UTF-8 or of another kind', () => {
    const { root, remove, write } = createSandbox()
    remove('content/timeline.yml')
    write('content/contacts/old.yaml', 'key: "old"\n')
    expect(places(readContent(root, { today }).findings)).toEqual(['content/contacts/old.yaml:1 contact-file', 'content/timeline.yml:1 missing-file'])
  })

  it.each([
    ['WhatsApp with the number of a phone', 'content/contacts/whatsapp.yml', 'value: null', 'value: "+380441234567"'],
    ['a month and a year', phone, 'on: "2022-12"', 'on: "2022"'],
    ['a channel that was never confirmed', phone, 'confirmed: { on: "2026-11-20", by: "A tester" }\napproved: { on: "2026-11-20", by: "Another tester" }', 'confirmed: null\napproved: null'],
    ['a channel that was confirmed but not approved', phone, '{ on: "2026-11-20", by: "Another tester" }', 'null'],
    ['an approval of today', phone, 'approved: { on: "2026-11-20"', 'approved: { on: "2026-11-24"'],
    ['no languages', phone, '["ru"]', '[]'],
    ['another limit', phone, 'hours:', 'limit_days: 14\nhours:'],
    ['a mirror', 'content/mirrors.yml', '[]', '[{ kind: "onion", address: "http://pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion/", confirmed: { on: "2026-11-20", by: "A" } }]'],
    ['a contact for weaknesses', 'content/publisher.yml', 'security: null', 'security: { contact: "mailto:reports@example.org" }'],
    ['a source without address', 'content/sources.yml', ', url: "https://paper.example/2022/12/17/1234567890"', ''],
  ])('accepts %s', (_name, file, from, to) => {
    const { root, edit } = createSandbox()
    edit(file, from, to)
    expect(readContent(root, { today }).findings).toEqual([])
  })

  it('reads the contact files of another folder', () => {
    const { root, write, remove } = createSandbox()
    write('elsewhere/site.yml', readFileSync(join(root, 'content/contacts/site.yml'), 'utf8'))
    remove('content/contacts')
    const { channels, findings } = readContent(root, { today, contacts: 'elsewhere' })
    expect([channels.map(({ key }) => key), findings]).toEqual([['site'], []])
  })
})

describe('loadContent', () => {
  it('stops with file, line and mend instead of leaving a channel out', () => {
    const { root, edit } = createSandbox()
    edit(phone, 'key: "hotline-1"', 'key: "hotline-1')
    expect(() => loadContent(root, { today })).toThrow(/content\/contacts\/hotline-1\.yml:\d+:\d+ {2}this is not strict YAML/)
  })

  it('returns right content', () => {
    expect(loadContent(createSandbox().root, { today }).channels).toHaveLength(6)
  })
})
