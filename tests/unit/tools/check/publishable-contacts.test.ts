import { describe, expect, it } from 'vitest'
import { createSandbox, places } from './sandbox.ts'

describe('checkTextContacts', () => {
  it.each([
    ['the number of a channel', '+380441234567'],
    ['a number in groups', '+380 44 123-45-67'],
    ['a number over two lines', '+380 44\n123 45 67'],
    ['a number in bold parts', '**+380** 44 **123** 45 67'],
    ['an escaped number', '\\+380 44 123 45 67'],
    ['a handle', '@some_other_bot'],
    ['a handle of a bot without @', 'some_other_bot'],
    ['the genuine handle', 'some_test_bot'],
    ['an impostor', 'some_test_channel1'],
    ['an impostor in capitals', 'SOME_TEST_CHANNEL1'],
    ['the host of a channel', 'test.example.org'],
    ['the number of the account', '1234567890'],
    ['a messenger address', 't.me/whoever'],
    ['an escaped address', 't\\.me/whoever'],
    ['an e-mail address', 'help@example.org'],
    ['an onion address', 'abcdefghij234567.onion'],
  ])('refuses %s in a page', (_name, typed) => {
    const { check, edit } = createSandbox()
    edit('content/ru/index.md', '40\u00A0157', `x ${typed} x`)
    expect(places(check()).filter(place => place.endsWith('typed-contact'))).toEqual(['content/ru/index.md:13 typed-contact'])
  })

  it.each([
    ['a description', 'content/ru/index.md', 'Одно предложение.', 3],
    ['the menu', 'content/menu.yml', 'Главная', 2],
    ['the timeline', 'content/timeline.yml', 'Начало.', 4],
    ['a message', 'locales/ru.json', 'Привет', 2],
    ['the texts of a contact file', 'content/contacts/site.yml', 'Работает.', 27],
  ])('refuses a number in %s', (_name, file, from, line) => {
    const { check, edit } = createSandbox()
    edit(file, from, '+380 67 123 45 67')
    expect(places(check())).toEqual([`${file}:${line} typed-contact`])
  })

  it('accepts the word chatbot, robots and an address of this site', () => {
    const { check, edit } = createSandbox()
    edit('content/en/index.md', '40,157', 'a chatbot, a robot, `/api/visits.json`, 40,157')
    expect(check()).toEqual([])
  })
})
