import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { localeCodes } from '../../../../shared/locales.ts'
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
