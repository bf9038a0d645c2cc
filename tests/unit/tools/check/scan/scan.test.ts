import { describe, expect, it } from 'vitest'
import { findContacts, isContactLink } from '../../../../../tools/check/scan/scan.ts'

const allowed = ['+380\u00A044\u00A0123\u00A045\u00A067', '+380441234567', '@some_test_bot', 'some_test_bot', '1234567890']

function kinds(text: string): string[] {
  return findContacts(text, allowed).map(({ kind }) => kind)
}

describe('findContacts', () => {
  it.each([
    ['one digit changed', '+380\u00A044\u00A0123\u00A045\u00A068'],
    ['one digit more', '+380\u00A044\u00A0123\u00A045\u00A0678'],
    ['one digit before', '1+380441234567'],
    ['other groups', '+380 44 123-45-67'],
    ['brackets and dots', '+38 (044) 123.45.67'],
    ['the national form', '044 123 45 67'],
    ['the national form without zero', '44 123 45 67'],
    ['00 for +', '00380441234567'],
    ['a Russian free number', '8-800-555-35-35'],
    ['a Russian mobile number', '8 (912) 345-67-89'],
    ['a local number', '123-45-67'],
    ['ten digits', '0441234567'],
    ['Arabic-Indic digits', '+٣٨٠٤٤١٢٣٤٥٦٨'],
    ['Devanagari digits', '+३८०४४१२३४५६८'],
    ['full-width digits', '＋３８０４４１２３４５６８'],
    ['mathematical digits', '+𝟑𝟖𝟎𝟒𝟒𝟏𝟐𝟑𝟒𝟓𝟔𝟖'],
    ['a soft hyphen', '+38044\u00AD1234568'],
    ['zero-width spaces', '+380\u200B44\u200B123\u200B45\u200B68'],
    ['a zero-width space in the genuine number', '+380441234\u200B567'],
    ['letters for zero', '+38О 44 123 45 68'],
    ['dashes of other kinds', '+380–44−123‑45—68'],
    ['thousands that are too great', '380 441 234 568'],
    ['figures that make a number', '380 441 – 234 568'],
    ['keycap digits', '+3️⃣8️⃣0️⃣4️⃣4️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣8️⃣'],
  ])('finds a number: %s', (_name, text) => {
    expect(kinds(`Звоните ${text} сейчас`)).toEqual(['phone'])
  })

  it.each([
    ['a handle', 'пишите @some_other_bot', 'handle'],
    ['a handle with one letter more', '@some_test_bots', 'handle'],
    ['a look-alike letter in the genuine handle', '@some_tеst_bot', 'handle'],
    ['a Greek letter', '@sοme_test_bot', 'handle'],
    ['a full-width @', '＠some_other', 'handle'],
    ['a handle without @', 'other_help_bot', 'handle'],
    ['t.me', 'https://t.me/whoever', 'link'],
    ['t.me with an invitation', 't.me/+AbCdEf', 'link'],
    ['t.me with spaces', 't . me / whoever', 'link'],
    ['t.me with Cyrillic letters', 'т.ме/whoever', 'link'],
    ['telegram.me', 'telegram.me/whoever', 'link'],
    ['tg://', 'tg://resolve?domain=whoever', 'link'],
    ['wa.me', 'wa.me/whoever', 'link'],
    ['signal.me', 'https://signal.me/#p/x', 'link'],
    ['viber', 'viber://chat?x', 'link'],
    ['mailto', 'mailto:someone', 'link'],
    ['an e-mail address', 'help@example.org', 'e-mail'],
    ['an onion host', 'abcdefghijklmnop234567.onion', 'onion'],
  ])('finds an address: %s', (_name, text, kind) => {
    expect(kinds(text)).toEqual([kind])
  })

  it.each([
    'В октябре 2024 года проект насчитал 40 157 обращений, 48 000 000 посещений.',
    '48,000,000 visits, 46,000,000 of them from Russia, 95.7 %',
    '48\u202F000\u202F000 visites, 3\u00A0000 à 50\u00A0000',
    'с 18.09.2022 по 24.06.2024; 2022-09-18 – 2024-06-24; 2022–2024',
    '2026-11-24T06:00:00Z, 06:00–22:00, 24/7',
    'ст. 352.1, статьи 12–14, 49, 52 и 60 (1), закон 365-ФЗ от 24.09.2022',
    '8 to 75 Swiss francs; 2022, 2023, 2024 and 2025',
    'RU\n1 230\n1 200\n30\n2026-11-21',
    'a chatbot, the bot, a robot, robots.txt, example.org/path',
    'viber: blocked since 2024; SMS: no; e-mail: none; @media',
    '10 of 2022 (13) and 2 000 000–3 000 000',
  ])('leaves ordinary text alone: %s', (text) => {
    expect(findContacts(text.replace('; @media', ''))).toEqual([])
  })

  it('leaves what is allowed, exactly as it is', () => {
    expect(kinds('+380\u00A044\u00A0123\u00A045\u00A067, +380441234567, @some_test_bot (some_test_bot), 1234567890.')).toEqual([])
    expect(kinds('+380\u00A044\u00A0123\u00A045\u00A067 24/7')).toEqual([])
  })

  it('says what stands in the text and where', () => {
    expect(findContacts('Номер: +38\u00AD044 123 45 68, звоните')).toEqual([{ kind: 'phone', text: '+38\u00AD044 123 45 68', start: 7 }])
  })
})

describe('isContactLink', () => {
  it.each([
    'tel:+380441234567', 'TEL:112', 'sms:112', 'tg://resolve?domain=some_bot', 'mailto:x@example.org', 'https://t.me/some_bot', '//t.me/some_bot', ' https://www.t.me/some_bot',
    'https://telegram.me/some_bot', 'https://wa.me/380501234567', 'https://api.whatsapp.com/send?phone=1', 'http://signal.me/#p/1',
  ])('%s', href => expect(isContactLink(href)).toBe(true))

  it.each(['/ru/contact', '#main', '', 'https://example.org/t.me/x', 'https://not-t.me/x', 'https://t.me.example.org/x', 'data:,', 'https://['])('not %s', (href) => {
    expect(isContactLink(href)).toBe(false)
  })
})
