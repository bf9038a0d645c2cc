import { describe, expect, it } from 'vitest'
import { isRegular, verifyChannels, verifyMarkup } from '../../../../../tools/release/verify/verify-pages.ts'

const page = 'fr/steps/index.html'
const ways = { signed: ['https://t.me/our_bot', 'https://mirror.example/guide/'], links: new Set(['https://paper.example/статья_(1)', 'https://weather.example/']) }

function markupProblems(html: string, file = page): string[] {
  return verifyMarkup(file, `<main><p>Texte</p>${html}</main>`, ways)
}

describe('verifyMarkup', () => {
  it.each([
    ['<img src=x onerror=x()>', 'onerror'], ['<svg onload="x()"></svg>', 'onload'], ['<base href="https://evil.example/">', '<base>'],
    ['<link rel=stylesheet href="https://evil.example/a.css">', 'stylesheet'], ['<link rel="alternate stylesheet" href="/a.css">', 'alternate stylesheet'],
    ['<frameset><frame src="https://evil.example/"></frameset>', '<frame>'], ['<button formaction="https://evil.example/">x</button>', 'formaction'],
    ['<input name="x">', '<input>'], ['<meta content="0;url=https://evil.example/" http-equiv="&#114;efresh">', 'leads readers on by itself'],
    ['<meta http-equiv="onion-location" content="http://x">', 'onion-location'], ['<meta charset="iso-2022-jp">', 'iso-2022-jp'],
    ['<a href="https://evil.example/chat">x</a>', 'leads to https://evil.example/chat'], ['<a href="&bsol;&bsol;evil.example">x</a>', 'leads to'],
    ['<a href="https:evil.example">x</a>', 'leads to https:evil.example'], ['<a href="javascript:x()">x</a>', 'leads to javascript:x()'],
    ['<a href="//mirror.example.evil.example/guide/">x</a>', 'leads to'], ['<svg><a xlink:href="/ru">x</a></svg>', 'leads to'],
    ['<img src="https://evil.example/pixel.png">', 'loads https://evil.example/pixel.png'], ['<img srcset="/a.png 1x">', 'srcset'],
    ['<link rel="icon" href="https://evil.example/i.png">', 'loads'], ['<svg><use href="https://evil.example/#x"/></svg>', 'loads'],
    ['<style>p{background:u\\72l(//evil.example)}</style>', 'stylesheet that loads'], ['<p style="background:url(x)">x</p>', 'style='],
    ['<!--><p>--></p>', 'written as no page'],
  ])('finds %s', (html, problem) => expect(markupProblems(html)).toContainEqual(expect.stringContaining(problem)))

  it.each([
    '<a href="/fr/contact">x</a>', '<a href="../contact/index.html#a">x</a>', '<a href="">x</a>', '<a href="?month=2026-11">x</a>', '<a href="https://paper.example/статья_(1)">x</a>',
    '<a href="https://t.me/our_bot">x</a>', '<a href="https://mirror.example/guide/fr/">x</a>', '<img src="data:image/png;base64,AA==" alt="">', '<link rel="icon" href="data:,">',
    '<link rel="canonical" href="https://elsewhere.example/fr/steps">', '<link rel="alternate" hreflang="fr" href="https://elsewhere.example/fr">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">', '<style>p::after{content:"\\2192"}</style>', '<p style="width:10%">x</p>', '<data value="1">1</data>',
  ])('lets %s pass', html => expect(markupProblems(html)).toEqual([]))

  it.each([
    ['0;url=https://weather.example/', []],
    ['0;url=https://evil.example/', [expect.stringContaining('leads readers on to')]],
    ['0;url=\'https://evil.example/\'', [expect.stringContaining('leads readers on to')]],
    ['0;https://evil.example/', [expect.stringContaining('leads readers on to')]],
  ])('judges where the quick exit leads: %s', (content, problems) =>
    expect(markupProblems(`<meta name="x" content="0;url=https://weather.example/"><meta http-equiv="refresh" content="${content}">`, 'fr/x/index.html')).toEqual(problems))

  it('asks for no list of links where every byte is compared', () =>
    expect(verifyMarkup(page, '<a href="https://new.example/">x</a>', { signed: [] })).toEqual([]))
})

/** What is wrong with a page that has this piece and no channel. */
function channelProblems(html: string): string[] {
  return verifyChannels(new Map([[page, `<main><p>Texte</p>${html}</main>`]]), { channels: [], mirrors: [] })
}

describe('verifyChannels', () => {
  it.each([
    'tel:+380441234567', 'sms:112', 'tg://resolve?domain=fake_bot', 'viber://chat', 'whatsapp://send?phone=1', 'mailto:x@example.org', 'callto:112',
    '//t.me/fake_bot', 'https://www.t.me/fake_bot', ' https://t.me/fake_bot', 'https://telegram.dog/fake_bot', 'https://api.whatsapp.com/send?phone=1',
  ])('finds a link to %s', href => expect(channelProblems(`<a href="${href}">x</a>`)).toEqual([expect.stringContaining('shows a contact that is not in the manifest')]))

  it('finds a number that is like none of ours', () => expect(channelProblems('<p>+7 999 111-22-33</p>')).toEqual([expect.stringContaining('+7 999 111-22-33')]))

  it.each(['<script>x()</script>', '<SCRIPT src=https://example.org/x></SCRIPT>', '<form action=/x></form>', '<iframe></iframe>'])(
    'finds %s', html => expect(channelProblems(html)).toContainEqual(expect.stringContaining('which no page of a release has')))

  it.each(['/fr/contact', '../contact/index.html', '#main', '', 'https://example.org/article-1234567890', 'data:,'])(
    'lets a link to "%s" pass', href => expect(channelProblems(`<a href="${href}">x</a><p>24 novembre 2026</p>`)).toEqual([]))
})

describe('isRegular', () => {
  it.each([
    '', 'text', '<!DOCTYPE html><html lang="fr"><head><meta charset=utf-8><title>A &lt; b</title><style>a>b{color:red}</style></head><body></body></html>',
    '<!--[--><p class=\'x\' hidden>1 < 2 > 0<br/></p ><!---->', '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', '<a href="a>b" >x</a>',
  ])('knows “%s”', html => expect(isRegular(html)).toBe(true))

  it.each([
    '<!--><img src=x onerror=x()>-->', '<!---><img src=x>-->', '<!-- --!><img src=x>-->', '<!-- without end', '<img \' src=x onerror=x()>', '<a/href=x>',
    '<img src="x"onerror=x()>', '<img src=x', '<title><!--</title><img src=x>-->', '<svg><style><img src=x onerror=x()></style></svg>', '<![CDATA[<img src=x>]]>',
    '<?xml?>', '</p x="><img src=x>">', '\uFFFD<p>', '<\0p>', '\u001B(J<p>',
  ])('refuses “%s”', html => expect(isRegular(html)).toBe(false))

  it('answers soon, whatever stands there', () => {
    for (const part of ['<a ', '<a x="', '<!--', ' ', '<style>', '<p x=\'"']) isRegular(`<p${' '.repeat(1000)}${part.repeat(100_000)}`)
  }, 5000)
})
