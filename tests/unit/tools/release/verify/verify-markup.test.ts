import { describe, expect, it } from 'vitest'
import { verifyMarkup } from '../../../../../tools/release/verify/verify-markup.ts'

const page = 'fr/steps/index.html'
const ways = { signed: ['https://t.me/our_bot', 'https://mirror.example/guide/'], links: new Set(['https://paper.example/статья_(1)', 'https://weather.example/']) }

function problemsOf(html: string, file = page): string[] {
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
  ])('finds %s', (html, problem) => expect(problemsOf(html)).toContainEqual(expect.stringContaining(problem)))

  it.each([
    '<a href="/fr/contact">x</a>', '<a href="../contact/index.html#a">x</a>', '<a href="">x</a>', '<a href="?month=2026-11">x</a>', '<a href="https://paper.example/статья_(1)">x</a>',
    '<a href="https://t.me/our_bot">x</a>', '<a href="https://mirror.example/guide/fr/">x</a>', '<img src="data:image/png;base64,AA==" alt="">', '<link rel="icon" href="data:,">',
    '<link rel="canonical" href="https://elsewhere.example/fr/steps">', '<link rel="alternate" hreflang="fr" href="https://elsewhere.example/fr">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">', '<style>p::after{content:"\\2192"}</style>', '<p style="width:10%">x</p>', '<data value="1">1</data>',
  ])('lets %s pass', html => expect(problemsOf(html)).toEqual([]))

  it.each([
    ['0;url=https://weather.example/', []],
    ['0;url=https://evil.example/', [expect.stringContaining('leads readers on to')]],
    ['0;url=\'https://evil.example/\'', [expect.stringContaining('leads readers on to')]],
    ['0;https://evil.example/', [expect.stringContaining('leads readers on to')]],
  ])('judges where the quick exit leads: %s', (content, problems) =>
    expect(problemsOf(`<meta name="x" content="0;url=https://weather.example/"><meta http-equiv="refresh" content="${content}">`, 'fr/x/index.html')).toEqual(problems))

  it('asks for no list of links where every byte is compared', () =>
    expect(verifyMarkup(page, '<a href="https://new.example/">x</a>', { signed: [] })).toEqual([]))
})
