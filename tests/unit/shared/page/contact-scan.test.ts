import { describe, expect, it } from 'vitest'
import { findContacts, inlineBorder, isContactLink, readHtml, type FoundContact } from '../../../../shared/page/contact-scan.ts'

/** Kind and text of each contact, as one line each. */
function found(text: string, allowed: readonly string[] = []): string[] {
  return findContacts(text, allowed).map(({ kind, text }) => `${kind} ${text}`)
}

/** What is found in the middle of a sentence. */
function inSentence(text: string): string[] {
  return found(`Звоните ${text}, скорее.`)
}

/** What it is, what is found word for word, and what comes near it and is left alone. */
type Row = readonly [what: string, contact: string, nearMiss: string]

const numbers: readonly Row[] = [
  ['a plus and seven digits', '+1234567', '+123456'],
  ['a plus before a bracket', '+(123) 4567', '+(123) 456'],
  ['a plus before a space', '+ 123 4567', '+ 123 456'],
  ['380 without plus, which could be a figure', '380 441 234 568', '380 441 234'],
  ['a local number', '123-45-67', '123-45-6'],
  ['a local number with spaces', '123 45 67', '123 45 7'],
  ['a local number with dots', '123.45.67', '123.45/67'],
  ['a local number with its first digits in brackets', '(123) 45-67', '(123) 4-567'],
  ['nine digits', '123456789', '12345678'],
  ['the national form', '044 123 45 68', '44 123 456'],
  ['two figures that make a number', '380 441 – 234 568', '380 441 – 234 568 000'],

  ['a day that does not exist', '2022-12-47 2023-01-02', '2022-12-17 2023-01-02'],
  ['a month that does not exist', '2022-22-17 2023-01-02', '2022-12-17, 2023-01-02'],
  ['months of other centuries', '1822-12 2023-01', '1922-12 2023-01'],
  ['a month and a digit more', '2022-123 2023-01', '2022-12 2023-01'],
  ['a Russian date with a day that does not exist', '47.12.2022 18.12.2022', '17.12.2022 18.12.2022'],
  ['a Russian date with a month that does not exist', '17.22.2022 18.12.2022', '7.2.2022 18.12.2022'],
  ['a Russian date of another century', '17.12.1822 18.12.2022', '17.12.1922 18.12.1922'],
  ['a date with slashes and a digit more', '17/12/20221', '17/12/2022 2023'],
  ['a minute that does not exist', '06:60 2022 2023', '06:00 2022 2023'],
  ['a second that does not exist', '06:00:60 22:59', '06:00:59 22:59'],
  ['an hour that does not exist', '36:00 2022 2023', '6:00 2022 2023'],
  ['a figure of a thousand million', '1 480 000 000', '480 000 000'],
  ['a group of four digits', '480 000 0001', '480 000 001 2022'],
  ['a figure that begins with zero', '080 000 000', '800 000 000'],
  ['a figure with two signs', '480.000,000', '480.000.000'],
  ['a figure with a comma, not grouped', '4801,000,00', '480,100,000'],
  ['a figure with an apostrophe, not grouped', '48\'0000\'000', '480\'000\'000'],
  ['a figure without groups', '480000000', '480 000 000, 480'],
  ['a year of another century', '3022/2023/2024', '2022/2023/2024'],
  ['years without anything between them', '20221999 2024', '2022 1999 2024'],
  ['a bracket before what is no year', '(3022) 2023 2024', '(2022) 2023 (2024)'],

  ...[' ', '.', '-', '(', ')', '/', '\'', ':', '_'].flatMap((sign): Row[] => [
    [`${sign} between digits`, `044${sign}123${sign}45${sign}68`, `044${sign}123${sign}4`],
    [`${sign} with spaces`, `044 ${sign} 123 ${sign} 45 ${sign} 68`, `044;${sign}123;${sign}45;${sign}68`],
  ]),
  ['a comma between digits', '044,123,45,68', '044, 123, 45, 68'],
  ['three signs between digits', '044-/-123-/-45-/-68', '044-//-123-//-45-//-68'],
]

describe('findContacts: numbers', () => {
  it.each(numbers)('%s: %s, but not %s', (_what, contact, nearMiss) => {
    expect([inSentence(contact), inSentence(nearMiss)]).toEqual([[`phone ${contact}`], []])
  })

  it.each([...'-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D\u301C~'])('takes the dash %s for a dash', (dash) => {
    const number = ['044', '123', '45', '68'].join(dash)
    expect(inSentence(number)).toEqual([`phone ${number}`])
  })

  it.each([...'\t\u00A0\u2003\u2007\u2009\u202F\u3000'])('takes the space %j for a space', (space) => {
    const number = ['044', '123', '45', '68'].join(space)
    expect(inSentence(number)).toEqual([`phone ${number}`])
    expect(inSentence(number.replaceAll(space, space.repeat(9)))).toEqual([`phone ${number.replaceAll(space, space.repeat(9))}`])
  })

  it.each([...'·•∙⋅。．'])('takes %s for a dot', (dot) => {
    const number = ['044', '123', '45', '68'].join(dot)
    expect([inSentence(number), inSentence(number.replaceAll(dot, '¤'))]).toEqual([[`phone ${number}`], []])
  })

  it.each([...'‘’ʼ′'])('takes %s for an apostrophe', (apostrophe) => {
    const number = ['044', '123', '45', '68'].join(apostrophe)
    expect(inSentence(number)).toEqual([`phone ${number}`])
  })

  it.each([
    ...'\u00AD\u200B\u200C\u200D\u200E\u202A\u2060\u2066\u180E\u3164\uFE0F\uFEFF\u0301\u20E3*`\\',
    '\u{E0020}', inlineBorder.repeat(12),
  ])('does not see %j', (hidden) => {
    const number = [...'0441234568'].join(hidden)
    expect([inSentence(number), inSentence(number.replaceAll(hidden, '¤'))]).toEqual([[`phone ${number}`], []])
  })

  it.each([
    ['Arabic-Indic', '٠٤٤١٢٣٤٥٦٨'], ['Persian', '۰۴۴۱۲۳۴۵۶۸'], ['Devanagari', '०४४१२३४५६८'], ['full-width', '０４４１２３４５６８'],
    ['mathematical', '𝟎𝟒𝟒𝟏𝟐𝟑𝟒𝟓𝟔𝟖'], ['circled', '⓪④④①②③④⑤⑥⑧'], ['superscript', '⁰⁴⁴¹²³⁴⁵⁶⁸'],
  ])('reads %s digits', (_name, number) => {
    expect([inSentence(number), inSentence([...number].slice(0, 8).join(''))]).toEqual([[`phone ${number}`], []])
  })

  it('knows the value of a digit, also in the second of two scripts that touch', () => {
    const digits = (text: string, zero: number): string => text.replace(/\d/g, digit => String.fromCodePoint(zero + Number(digit)))
    for (const zero of [0x0660, 0x116D0, 0x116DA]) {
      expect(inSentence(digits('2022/2023/2024', zero))).toEqual([])
      expect(inSentence(digits('3022/2023/2024', zero))).toEqual([`phone ${digits('3022/2023/2024', zero)}`])
    }
  })

  it.each([...'OОoоοøØ'].map(zero => [zero, `${zero}44123456`]).concat(
    [...'lLiIіІıӀ|'].map(one => [one, `0441${one}2345`]),
    [...'Зз'].map(three => [three, `04412${three}456`]),
    [...'Бб'].map(six => [six, `0441234${six}8`]),
  ))('takes %s beside a digit for a digit: %s', (letter, number) => {
    expect([inSentence(number), inSentence(number.replace(letter, 'w'))]).toEqual([[`phone ${number}`], []])
  })

  it.each([...'oli|зб'])('takes %s before the first digit for a digit', (letter) => {
    expect(inSentence(`${letter}44123456`)).toEqual([`phone ${letter}44123456`])
  })

  it('does not take letters between letters for digits, and knows which digit a letter looks like', () => {
    expect(found('ooo, lil, Боб, 44 loi 44')).toEqual([])
    expect(inSentence('2О22/2023/2024, l999/2023/2024, З1.12.2022 18.12.2022')).toEqual([])
    expect(inSentence('б1.12.2022 18.12.2022')).toEqual(['phone б1.12.2022 18.12.2022'])
  })

  it('reads the keys and the heavy plus of emoji', () => {
    expect(inSentence('➕1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣')).toEqual(['phone ➕1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣'])
    expect(inSentence('➕1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣')).toEqual([])
  })

  it('does not join what a line feed divides', () => {
    expect(found('0441\n234568')).toEqual([])
  })

  it.each([
    'В октябре 2024 года проект насчитал 40 157 обращений, 48 000 000 посещений.',
    '48,000,000 visits, 46,000,000 of them from Russia, 95.7 %',
    '48\u202F000\u202F000 visites, 3\u00A0000 à 50\u00A0000',
    'с 18.09.2022 по 24.06.2024; 2022-09-18 – 2024-06-24; 2022–2024',
    '2026-11-24T06:00:00Z, 06:00–22:00, 24/7',
    'ст. 352.1, статьи 12–14, 49, 52 и 60 (1), закон 365-ФЗ от 24.09.2022',
    'l’article 12’14, 8 to 75 Swiss francs; 2022, 2023, 2024 and 2025',
    'RU\n1 230\n1 200\n30\n2026-11-21',
    '10 of 2022 (13) and 2 000 000–3 000 000',
  ])('leaves ordinary numbers alone: %s', text => expect(found(text)).toEqual([]))
})

const messengers = [
  't.me', 'telegram.me', 'telegram.dog', 'wa.me', 'whatsapp.com', 'viber.com', 'viber.me', 'viber.click', 'signal.me', 'signal.group',
  'vk.me', 'm.me', 'max.ru', 'threema.id', 'matrix.to', 'simplex.chat', 'discord.gg',
]

const addresses: readonly (readonly [kind: FoundContact['kind'], what: string, contact: string, nearMiss: string])[] = [
  ['e-mail', 'an address', 'help.me+now-x@mail.example.org', 'help at example.org'],
  ['e-mail', 'a host with a hyphen', 'a@b-c.d-e', 'a@b-c'],
  ['handle', 'four letters', '@some', '@som'],
  ['handle', 'a host without a dot', '@localhost', '@ a host'],
  ['handle', 'a space', '@ some_other', '@ so me'],
  ['handle', 'Cyrillic letters, digits and _', '@помощь_24', '@24 помощь'],
  ['handle', 'a bot without @', 'other_help_bot', 'other_help_bots'],
  ['handle', 'a bot without _', 'abcbot', 'abbot'],
  ['handle', 'a bot in capitals', 'HelpBot', 'HelpBo t'],
  ['handle', 'a bot that begins like another word', 'chatbot_bot', 'chatbot'],
  ['handle', 'a bot with a digit', 'a24bot', '4a24bot'],
  ['handle', 'a bot that talks', 'robotbot', 'robot'],
  ...messengers.flatMap((host): (typeof addresses)[number][] => {
    const [name = '', domain = ''] = host.split('.')
    return [
      ['link', host, `${host}/whoever`, `x${host}/whoever`],
      ['link', `${host} with a query`, `www.${host}?x=whoever`.slice(4), `${host}ly?x=whoever`],
      ['link', `${host} with spaces`, `${name} . ${domain} / whoever`, `${name} . ${domain} whoever`],
      ['link', `${host} alone`, host, `${host}.example.org`],
    ]
  }),
  ['link', 'an invitation', 't.me/+AbCdEf', 't-me/+AbCdEf'],
  ['link', 'Cyrillic letters', 'т.ме/whoever', 'ты.ме/whoever'],
  ['link', 'the dot of the root', 't.me./whoever', 't.men./whoever'],
  ['link', 'another dot', 't。me/whoever', 't¤me/whoever'],
  ...['tg', 'whatsapp', 'viber', 'sgnl', 'signal', 'tel', 'sms', 'mailto', 'callto', 'skype', 'xmpp', 'sip'].map((scheme): (typeof addresses)[number] =>
    ['link', `${scheme}:`, `${scheme}:whoever`, `${scheme}: whoever`]),
  ['link', 'a scheme in capitals', 'TEL:112', 'HOTEL:112'],
  ['onion', 'an onion host', 'abc-234.onion', 'abc-234.onions'],
  ['onion', 'an onion host with spaces', 'abc . onion', 'abc, onion'],
]

describe('findContacts: addresses', () => {
  it.each(addresses)('%s, %s: %s, but not %s', (kind, _what, contact, nearMiss) => {
    expect([found(`и ${contact} и`), found(`и ${nearMiss} и`)]).toEqual([[`${kind} ${contact}`], []])
  })

  it.each([
    ['a letter before it', 'Пишите@some_other', 'handle @some_other'],
    ['a Latin letter before it', 'x-@some_other', 'handle @some_other'],
    ['a full-width @', '＠some_other', 'handle ＠some_other'],
    ['a Greek letter', '@sοme_other', 'handle @sοme_other'],
    ['look-alike letters', 'оther_һelp_Ьot, оther_һelp_bоt', 'handle оther_һelp_bоt'],
    ['a host of Cyrillic letters', 'help@почта.рф', 'handle @почта'],
    ['an address behind a scheme', 'mailto:help@example.org', 'e-mail help@example.org'],
    ['a host without anybody', '@some.example', 'handle @some'],
    ['a hidden space behind it', '+1234567\uFEFF x', 'phone +1234567'],
    ['a number behind a scheme', 'tel:+380441234568', 'phone +380441234568'],
  ])('finds what is disguised once: %s', (_what, text, contact) => {
    expect(found(text)).toEqual([contact])
  })

  it.each([
    ['a', 'аαА', 'max.ru'], ['b', 'вβВ', 'viber.me'], ['c', 'сС', 'simplex.chat'], ['d', 'ԁԀ', 'discord.gg'], ['e', 'еεЕ', 'telegram.me'], ['g', 'ɡ', 'tg:x'],
    ['h', 'нһН', 'whatsapp.com'], ['i', 'іιıІ', 'viber.me'], ['j', 'јЈ', 'jqqqbot'], ['k', 'кκК', 'vk.me'], ['l', 'ӏłӀ', 'telegram.me'], ['m', 'мМ', 'max.ru'],
    ['n', 'ηΗ', 'signal:x'], ['o', 'оοøО', 'discord.gg'], ['p', 'рρР', 'whatsapp.com'], ['q', 'ԛԚ', 'aqqbot'], ['s', 'ѕЅ', 'sms:x'], ['t', 'тτТ', 'tg:x'],
    ['u', 'υΥ', 'max.ru'], ['v', 'νѵѴ', 'viber.me'], ['w', 'ԝԜ', 'wa.me'], ['x', 'хχХ', 'max.ru'], ['y', 'уγУ', 'skype:x'],
  ])('folds to %s what looks like it', (plain, lookAlikes, word) => {
    for (const letter of lookAlikes) {
      const disguised = word.replace(plain, letter)
      expect(found(`и ${disguised} и`).map(line => line.replace(/^\S+ /, '')), letter).toEqual([disguised])
    }
  })

  it.each([...'"\'<>'])('ends the address behind a scheme at %s', sign => expect(found(`tel:112${sign}x`)).toEqual(['link tel:112']))

  it.each(['a chatbot, the bot, a robot, robots.txt, example.org/path', 'viber: blocked since 2024; SMS: no; e-mail: none; @ 12'])('leaves ordinary words alone: %s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('findContacts: what is allowed', () => {
  const number = '+380\u00A044\u00A0123\u00A045\u00A067'
  const allowed = [number, '+380441234567', '@some_test_bot', 'some_test_bot', '1234567890', 'https://radio.example', 'https://radio.example/1234567891', 'a.b@example.org', '']

  it.each([
    ['in a sentence', `${number}, +380441234567; @some_test_bot (some_test_bot), 1234567890.`],
    ['before hours', `${number} 24/7`],
    ['before a full stop and a letter behind a tag', `${number}.${inlineBorder} опубл.`],
    ['between tags, beside letters', `звоните ${inlineBorder}${number}${inlineBorder}опубл.`],
    ['the longer of two that begin alike', 'https://radio.example/1234567891'],
  ])('leaves it: %s', (_what, text) => expect(found(text, allowed)).toEqual([]))

  it.each([
    ['a digit before', `1${number}`, `phone ${number}`],
    ['a digit of another script before', `١${number}`, `phone ${number}`],
    ['a letter before', `x${number}`, `phone ${number}`],
    ['a plus before', `+${number}`, `phone ${number}`],
    ['a digit before, divided by a tag', `1${inlineBorder}${number}`, `phone ${number}`],
    ['a digit before, divided by several tags', `1${inlineBorder.repeat(3)}${number}`, `phone ${number}`],
    ['a plus before, divided by a tag', `+${inlineBorder}1234567890`, `phone +${inlineBorder}1234567890`],
    ['a digit behind', `${number}8`, `phone ${number}8`],
    ['a digit behind, divided by a tag', `${number}${inlineBorder}8`, `phone ${number}${inlineBorder}8`],
    ['a digit behind, divided by several tags', `${number}${inlineBorder.repeat(3)}8`, `phone ${number}${inlineBorder.repeat(3)}8`],
    ['a letter behind', `${number}x`, `phone ${number}`],
    ['a letter for a digit behind', `${number}О`, `phone ${number}О`],
    ['a hyphen and a digit behind', `${number}-8`, `phone ${number}-8`],
    ['a dot and a digit behind', `${number}.8`, `phone ${number}.8`],
    ['a letter behind a handle', '@some_test_bots', 'handle @some_test_bots'],
    ['_ behind a handle', '@some_test_bot_', 'handle @some_test_bot_'],
    ['_ before a handle', '@_some_test_bot', 'handle @_some_test_bot'],
    ['a letter before a handle', '@xsome_test_bot', 'handle @xsome_test_bot'],
    ['a dot and a letter before a handle', 'x.some_test_bot@example.org', 'e-mail x.some_test_bot@example.org'],
    ['a hyphen before an account', '-1234567890', 'phone 1234567890'],
    ['@ before an account', '@1234567890', 'phone 1234567890'],
    ['other spaces', '+380 44 123 45 67', 'phone +380 44 123 45 67'],
    ['a hidden sign', '+380441234\u200B567', 'phone +380441234\u200B567'],
    ['a look-alike letter', '@some_tеst_bot', 'handle @some_tеst_bot'],
    ['a sign that a pattern would take for any', 'axb@example.org', 'e-mail axb@example.org'],
  ])('finds it with something joined to it: %s', (_what, text, contact) => expect(found(`и ${text} и`, allowed)).toEqual([contact]))

  it('leaves it where nothing else is allowed', () => expect(found('@some_test_bot', ['@some_test_bot'])).toEqual([]))

  it('joins nothing to what is allowed: what stands beside it counts for itself', () => {
    expect(found(`44 ${number} 12`, allowed)).toEqual([])
    const text = `${number}, +38\u00AD044 123 45 68, @some_test_bot @other`
    expect(findContacts(text, allowed)).toEqual([
      { kind: 'phone', text: '+38\u00AD044 123 45 68', start: text.indexOf('+38\u00AD') },
      { kind: 'handle', text: '@other', start: text.indexOf('@other') },
    ])
  })

  it('names places in the order of the text', () => {
    expect(findContacts('@whoever 𝟎441234568, t.me/x')).toEqual([
      { kind: 'handle', text: '@whoever', start: 0 },
      { kind: 'phone', text: '𝟎441234568', start: 9 },
      { kind: 'link', text: 't.me/x', start: 22 },
    ])
  })
})

describe('isContactLink', () => {
  it.each([
    'tel:+380441234567', 'TEL:112', 'sms:112', 'tg://resolve?domain=some_bot', 'mailto:x@example.org', '//t.me/some_bot', ' https://www.t.me/some_bot',
    'https://api.whatsapp.com/send?phone=1', 'http://signal.me/#p/1', 'https://T.ME./some_bot', '\\\\t.me\\some_bot',
    ...messengers.map(host => `https://${host}/whoever`),
  ])('%s', href => expect(isContactLink(href)).toBe(true))

  it.each([
    '/ru/contact', '#main', '', 'https://example.org/t.me/x', 'https://not-t.me/x', 'https://t.me.example.org/x', 'data:,', 'https://[',
    ...messengers.map(host => `https://x${host}/whoever`),
  ])('not %s', href => expect(isContactLink(href)).toBe(false))
})

/** What is found in a page, without the marks of tags. */
function contacts(html: string): string[] {
  return findContacts(readHtml(html).text).map(({ kind, text }) => `${kind} ${text.replaceAll(inlineBorder, '')}`)
}

describe('readHtml', () => {
  it.each('a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr'.split(' '))('puts together what <%s> divides', (tag) => {
    expect(contacts(`<p>044 1<${tag}>23</${tag}>4568</p>`)).toEqual(['phone 044 1234568'])
  })

  it.each('p div li td th h2 br hr dt dd section svg text title option'.split(' '))('divides at <%s>', (tag) => {
    expect(contacts(`<p>044 1<${tag}>23</${tag}>4568</p>`)).toEqual([])
  })

  it('divides neither at the line feeds of the source nor at spaces', () => {
    expect(contacts('<p>0441\n\t 23<b>\r\n</b>4568</p>')).toEqual(['phone 0441 \t 23  4568'])
    expect(contacts('<p>t.me/\nwhoever</p>')).toEqual(['link t.me/ whoever'])
  })

  it.each(Object.entries({
    '&#43;': '+', '&#x2B;': '+', '&#X2b': '+', '&plus;': '+', '&lpar;': '(', '&rpar;': ')', '&period;': '.', '&sol;': '/', '&colon;': ':', '&lowbar;': '_',
    '&hyphen;': '‐', '&dash;': '‐', '&ndash;': '–', '&mdash;': '—', '&nbsp;': '\u00A0', '&ensp;': '\u2002', '&emsp;': '\u2003', '&thinsp;': '\u2009',
    '&Tab;': '\t', '&NewLine;': ' ', '&shy;': '\u00AD', '&zwnj;': '\u200C', '&zwj;': '\u200D', '&bsol;': '\\', '&apos;': '\'',
  }))('decodes %s', (entity, sign) => {
    expect(readHtml(`<p>${entity}</p>`).text).toBe(`\n${sign}\n`)
    expect(readHtml(`<p title="${entity}">`).attributes[0]?.value).toBe(sign === ' ' ? '\n' : sign)
  })

  it('decodes entities once', () => {
    expect(contacts('<p>&#43;380&nbsp;44&#x20;123 45 68, &commat;some_other</p>')).toEqual(['phone +380\u00A044 123 45 68', 'handle @some_other'])
    expect(readHtml('<a title="a &amp;amp; &#39;b&#39; &quot;&lt;&gt; &unknown;">x</a>').attributes)
      .toEqual([{ element: 'a', name: 'title', value: 'a &amp; \'b\' "<> &unknown;', line: 1, column: 1 }])
    expect(readHtml('&#x110000;&#1114112;').text).toBe('\uFFFD\uFFFD')
  })

  it.each([
    ['a title', '<title>+380441234568</title>', '+380441234568'],
    ['a comment', '<!-- +380441234568 -->', '+380441234568'],
    ['a script', '<script type="x">call("+380441234568")</script>', '+380441234568'],
    ['a text of a stylesheet', '<style>p::after{content:"\\2b 380441234568"}</style>', '+380441234568'],
    ['a text of a stylesheet in single quotes', '<style>p::after{content:\'\\00002B380441234568\'}</style>', '+380441234568'],
    ['cells whose tags are upper case', '<TD>1 230</TD><TD>+380441234568</TD>', '+380441234568'],
  ])('reads %s', (_what, html, number) => expect(contacts(html)).toEqual([`phone ${number}`]))

  it.each([
    ['cells', '<td>1 230</td><td>1 200</td><td>30</td><td>40</td>'],
    ['the rules of a stylesheet', '<style>p{margin:0 0 100 0;transition:opacity 0.25s 1.5s;color:#123456}</style>'],
    ['what stands behind a comment', '<!--044-->1234568'],
    ['the lines of a script', '<script>044\n1234568</script>'],
    ['values of attributes', '<p title="a>0441234568">b</p>'],
  ])('finds nothing in %s', (_what, html) => expect(contacts(html)).toEqual([]))

  it('reads each quoted text of a stylesheet, with its escapes', () => {
    expect(readHtml(`<style>a{content:'b'}c{content:''}d{content:"e\\"f"}g{content:"h\\27 i"}j{content:"\\110000"}k{content:"\\10ffff"}l{content:"m\\ n"}</style>`).text)
      .toBe('\nb\n\ne\\"f\nh\'i\n\uFFFD\n\u{10FFFF}\nm\\ n\n')
  })

  it('knows the place of a text and of an attribute', () => {
    const page = readHtml('<p>one</p>\n<p>two\n+380441234568</p>\n<img\nalt="x>y">')
    expect(page.placeAt(page.text.indexOf('+'))).toEqual({ line: 3, column: 1 })
    expect(page.placeAt(page.text.length), 'behind everything').toEqual({ line: 4, column: 1 })
    expect(page.attributes).toEqual([{ element: 'img', name: 'alt', value: 'x>y', line: 4, column: 1 }])
  })
})
