import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { describe as inEnglish } from '../../../../shared/tool-words.ts'
import { localeCodes } from '../../../../shared/locales.ts'
import { checkOutputExit, pagesOf } from '../../../../tools/check/output.ts'
import { contactPage, createOutputSandbox, number } from './output-sandbox.ts'
import { createSandbox, places } from './sandbox.ts'

function createOutput() {
  const sandbox = createOutputSandbox()
  return { ...sandbox, findings: () => places(sandbox.check({ built: 'out' })) }
}

const page = 'out/ru/contact/index.html'

describe('check with built', () => {
  it('accepts pages whose contacts are those of the files', () => {
    expect(createOutput().findings()).toEqual([])
  })

  it('says so when nothing is built', () => {
    expect(places(createSandbox().check({ built: 'out' }))).toEqual(['out:1 output'])
  })

  it.each([
    ['one digit changed', `${number}<`, '+380 44 123 45 68<', 6, 'output-contact'],
    ['a digit after the number', `${number}</a> <small>24/7`, `${number}</a><small>8`, 6, 'output-contact'],
    ['a number that tags divide', '<h1>Contact', '<h1><b>+380 44</b> <i>123 45 68</i>', 4, 'output-contact'],
    ['a number in alt', '<h1>', '<img src="/x.png" alt="044 123 45 68"><h1>', 4, 'output-contact'],
    ['a number in title', '<title>Contact', '<title>+380441234568', 3, 'output-contact'],
    ['a number in meta', '<title>', '<meta name="description" content="+380441234568"><title>', 3, 'output-contact'],
    ['a soft hyphen', `${number}<`, '+38044&shy;1234568<', 6, 'output-contact'],
    ['Arabic-Indic digits', `${number}<`, '+٣٨٠٤٤١٢٣٤٥٦٧<', 6, 'output-contact'],
    ['a handle with a look-alike letter', '>@some_test_bot', '>@some_tеst_bot', 8, 'output-contact'],
    ['an impostor in a link', 'https://t.me/some_test_bot', 'https://t.me/some_tezt_bot', 8, 'output-contact'],
    ['a foreign number in a link', 'tel:+380441234567', 'tel:+380441234568', 6, 'output-contact'],
    ['a link that is not listed', 'https://radio.example/a?b=1&amp;c=2', 'https://radio.example/a?b=1&amp;c=3', 10, 'output-link'],
    ['a foreign image', '<h1>', '<img src="https://example.org/x.png" alt=""><h1>', 4, 'output-link'],
    ['a script', '<h1>', '<script>1</script><h1>', 4, 'output-leftover'],
    ['a value that is missing', 'tel:+380441234567', 'tel:undefined', 6, 'output-leftover'],
    ['an object as text', '<h1>Contact', '<h1>[object Object]', 4, 'output-leftover'],
    ['a binding', '<h1>Contact', '<h1>{{ title }}', 4, 'output-leftover'],
    ['invalid HTML', '<h1>Contact</h1>', '<h1>Contact</h2>', 4, 'output-html'],
    ['an image without alt', '<h1>', '<img src="/x.png"><h1>', 4, 'output-html'],
  ])('refuses %s', (_name, from, to, line, rule) => {
    const { edit, findings } = createOutput()
    edit(page, from, to)
    expect(findings()).toContain(`${page}:${line} ${rule}`)
  })

  it('refuses a number in other published files', () => {
    const { write, findings } = createOutput()
    write('out/robots.txt', 'User-agent: *\n# +380 44 123 45 68\n')
    write('out/sitemap.xml', '<urlset><url><loc>/ru/+380441234568</loc></url></urlset>\n')
    write('out/files/note.txt', '+380 44 123 45 68\n')
    expect(findings()).toEqual(['out/files/note.txt:1 output-contact', 'out/robots.txt:2 output-contact', 'out/sitemap.xml:1 output-contact'])
  })

  it.each(['ru/_payload.json', '_nuxt/entry.js', 'sqlite3.wasm', 'dump.sql', 'sql_dump.txt', 'photo.png', 'files/photo.png', 'files/list.json', 'x.js.gz'])('refuses the file %s', (file) => {
    const { write, findings } = createOutput()
    write(`out/${file}`, 'x')
    expect(findings()).toEqual([`out/${file}:1 output-file`])
  })

  it('refuses compressed files that say something else', () => {
    const { root, findings } = createOutput()
    const html = readFileSync(join(root, page))
    writeFileSync(join(root, `${page}.gz`), gzipSync(html))
    writeFileSync(join(root, `${page}.br`), brotliCompressSync(html))
    expect(findings()).toEqual([])
    writeFileSync(join(root, `${page}.gz`), gzipSync('other'))
    writeFileSync(join(root, `${page}.br`), 'no brotli')
    expect(findings()).toEqual([`${page}.br:1 output-compressed`, `${page}.gz:1 output-compressed`])
  })

  it('refuses links to a channel that is not current, and plain text passes', () => {
    const { edit, findings, write } = createOutput()
    edit('content/contacts/hotline-1.yml', '{ on: "2026-11-20", by: "Another tester" }', 'null')
    expect(findings()).toEqual(localeCodes.map(locale => `out/${locale}/contact/index.html:6 output-link`).sort())
    for (const locale of localeCodes) write(`out/${locale}/contact/index.html`, contactPage(locale).replace(/<a href="tel:\+380441234567">(.*?)<\/a>/, '<b>$1</b>'))
    expect(findings()).toEqual([])
  })

  it('misses the link to a current channel in one locale', () => {
    const { edit, findings } = createOutput()
    edit('out/fr/contact/index.html', '<a href="tel:+380501234567">', '<a href="/fr/contact">')
    expect(findings()).toEqual(['content/contacts/hotline-2.yml:1 output-link'])
  })

  it('reads copies like pages, and lets pages print their hashes and copies the addresses of sources', () => {
    const output = createOutput()
    const copy = contactPage('ru').replace(/<a[^>]*>|<\/a>/g, '').replace('Radio', 'Radio <small>https://radio.example/a?b=1&amp;c=2</small>')
    output.write('out/files/info-ru.html', copy)
    output.edit(page, '<h1>', `<p>${createHash('sha256').update(copy).digest('hex')}</p><h1>`)
    expect(output.findings()).toEqual([])

    output.edit('out/files/info-ru.html', '1234567890', '1234567891')
    expect(output.findings()).toContain('out/files/info-ru.html:8 output-contact')
  })

  it('lets a picture stand in a page, but no address that looks like one', () => {
    const output = createOutput()
    output.edit(page, '<h1>', '<img src="data:image/png;base64,AAAA" alt=""><h1>')
    expect(output.findings()).toEqual([])
    output.edit(page, 'data:image/png;base64,AAAA', 'data:text/html,+380441234568')
    expect(output.findings()).toEqual([`${page}:4 output-contact`])
  })
})

const leave = { ru: 'https://weather.example/ru', uk: 'https://weather.example/uk', fr: 'https://weather.example/fr', en: 'https://weather.example/en' }
const withExit = '<body><a id="exit" href="">Leave</a><main>Words</main></body>'
const blank = '<head><meta http-equiv="refresh" content="0;url=https://weather.example/fr"></head><body><div><main></main></div></body>'

function messages(path: string, text: string): string[] {
  return checkOutputExit(pagesOf([{ path, file: path, text }]), leave).map(({ messageId, data }) => inEnglish('en', messageId, data).message)
}

describe('checkOutputExit', () => {
  it('finds nothing on right pages', () => {
    expect(messages('fr/steps/index.html', withExit)).toEqual([])
    expect(messages('fr/x/index.html', blank)).toEqual([])
    expect(messages('files/info-fr.html', '<a href="#part">Words</a>')).toEqual([])
    expect(messages('robots.txt', 'User-agent: *')).toEqual([])
  })

  it.each([
    ['a page without exit', 'fr/steps/index.html', withExit.replace('id="exit"', ''), '0 quick exits'],
    ['two exits', 'fr/steps/index.html', withExit + withExit, '2 quick exits'],
    ['a page that leads on', 'fr/steps/index.html', withExit + blank, 'leads on by itself: <meta'],
    ['a page that loads itself again', 'fr/steps/index.html', `<META content=5 HTTP-EQUIV=Refresh>${withExit}`, 'leads on by itself: <META'],
    ['an exit on the blank page', 'fr/x/index.html', blank.replace('<main>', '<a id="exit" href=""></a><main>'), '1 quick exits'],
    ['a blank page that stays', 'fr/x/index.html', '<body></body>', 'leads on by itself: nowhere'],
    ['a blank page that leads to the site of another language', 'ru/x/index.html', blank, 'leads on by itself: <meta'],
    ['a blank page with words', 'fr/x/index.html', blank.replace('<main>', '<main>One moment'), 'shows something'],
    ['a link to a part of itself', 'fr/steps/index.html', withExit.replace('Words', '<a href="#part">Words</a>'), 'links to a fragment'],
    ['a link to a part of another page', 'missing/index.html', '<a class=x href=/fr/faq#part>Words</a>', 'links to a fragment'],
    ['a form', 'fr/steps/index.html', withExit.replace('Words', '<form action="/"></form>'), 'something to fill in'],
    ['a field', 'fr/steps/index.html', withExit.replace('Words', '<input type="search">'), 'something to fill in'],
  ])('refuses %s', (_name, path, html, message) => {
    expect(messages(path, html)).toEqual([expect.stringContaining(message)])
  })
})
