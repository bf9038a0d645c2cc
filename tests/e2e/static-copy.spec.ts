import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { localeCodes } from '../../shared/locales.ts'
import { separatePages } from '../../shared/paths.ts'
import { listFiles } from '../../tools/kit/files.ts'
import { addressReader } from '../../tools/release/verify/address-reader.ts'
import { verifyCopy } from '../../tools/release/verify/verify.ts'
import { findViolations } from './accessibility.ts'
import { builds, root } from './built-site.ts'
import { message, sitePages, type SitePage } from './content.ts'
import { differences, readAnswerKinds } from './header-tables.ts'
import { ask } from './requests.ts'
import { expect, readings, test } from './site.ts'
import { copyPath, hasNginx } from './static-copy.ts'

// What a static copy has in common with the site, the tests of pages ask of both.
test.describe('a static copy below a path', () => {
  test('says on the statistics page that it does not count', async ({ page: tab, copy }) => {
    for (const locale of localeCodes) {
      await tab.goto(`${copy.address}${locale}/visits/index.html`)
      await expect(tab.getByText(message(locale, 'statistics.in_copy'))).toBeVisible()
    }
  })

  test.describe('in place of a missing page', () => {
    test.use({ expectedMessages: /status of 404/ })

    test('shows one without links, in all languages', async ({ page: tab, copy }) => {
      const answer = await tab.goto(`${copy.address}nothing`)
      expect(answer?.status()).toBe(404)
      for (const locale of localeCodes) await expect(tab.getByText(message(locale, 'not_found.in_copy'))).toBeVisible()
      await expect(tab.locator('a')).toHaveCount(0)
    })

    test('shows one in the language of the path, with the contacts, at any depth', async ({ page: tab, copy }) => {
      test.skip(!hasNginx, 'there is no nginx: apt-get install nginx')
      for (const locale of localeCodes) {
        const answer = await tab.goto(`${copy.address}${locale}/deep/down/nothing`)
        expect(answer?.status()).toBe(404)
        await expect(tab.locator('html')).toHaveAttribute('lang', locale)
        await expect(tab.getByText(message(locale, 'not_found.in_copy'))).toBeVisible()
        await expect(tab.locator('.quick li')).not.toHaveCount(0)
        await expect(tab.locator('a')).toHaveCount(0)
      }
    })
  })

  test('is as its manifest says, asked in every encoding', async ({ copy }) => {
    const { problems, manifest } = await verifyCopy(addressReader(copy.address), { keys: [], threshold: 0 })
    expect(problems).toEqual([])
    expect(Object.keys(manifest?.files ?? {}).length).toBeGreaterThan(sitePages.length)
  })

  test.describe('accessible', () => {
    test.use({ javaScriptEnabled: true, bypassCSP: true })

    test('what only copies have', async ({ page: tab, copy }) => {
      for (const file of ['index.html', '404.html', 'ru/404.html']) {
        await tab.goto(copy.address + file)
        expect(await findViolations(tab), file).toEqual([])
      }
    })
  })
})

test('no page of a static copy links to a fragment', ({ copy }) => {
  const pages = listFiles(copy.folder).filter(file => file.endsWith('.html') && !file.startsWith('files/'))
  expect(pages.length).toBeGreaterThan(sitePages.length)
  expect(pages.filter(file => /\shref="[^"]*#/.test(readFileSync(join(copy.folder, file), 'utf8')))).toEqual([])
})

/** Asks in every way that a copy answers by a kind of docs/headers.md. */
const ways: Record<string, readonly string[]> = {
  'page': ['/ru/', '/uk/contact/index.html', '/en/visits/', '/index.html', '/'],
  'page that does not exist': ['/nothing', '/fr/deep/nothing', '/files/', '/.env'],
  'manifest': ['/.well-known/release.json'],
  'copy to keep': ['/files/info-ru.html', '/files/info.html'],
}

/**
 * Where nginx sends something else than the server. The policy of a page stands in the page; the manifest of a release has no compressed form.
 * Nothing takes nginx’s name away.
 */
const ofPages = { 'server': 'nginx', 'content-security-policy': 'frame-ancestors \'none\'' }
const byNginx: Record<string, Record<string, string>> = {
  'page': ofPages,
  'page that does not exist': ofPages,
  'manifest': { server: 'nginx' },
  'copy to keep': { server: 'nginx' },
}

test('deploy/nginx/static-copy.conf sends the headers of docs/headers.md, and leaves no log', async ({ copy }) => {
  test.skip(!hasNginx, 'there is no nginx: apt-get install nginx')
  for (const [name, paths] of Object.entries(ways)) {
    const kind = readAnswerKinds().find(kind => kind.name === name)
    if (kind === undefined) throw new Error(`docs/headers.md has no kind “${name}”`)
    const { vary, ...headers } = { ...kind.headers, ...byNginx[name] }
    const expected = { ...kind, headers: name === 'manifest' || vary === undefined ? headers : { ...headers, vary } }
    for (const path of paths) {
      const answer = await ask(copy, copyPath + path, { 'Accept-Encoding': 'gzip' })
      expect(differences(answer, expected), path).toEqual([])
    }
  }
  const { status, headers } = await ask(copy, `${copyPath}/ru/steps?from=tg`)
  expect({ status, location: headers.location }).toEqual({ status: 301, location: `${copyPath}/ru/steps/?from=tg` })
  expect(readFileSync(join(copy.folder, '../../../access.log'), 'utf8'), 'the access log that is set for all').toBe('')
})

test('a static copy on a disk: every page is reached by links from the first, without a request to anybody', async ({ page: tab, copy }) => {
  const start = pathToFileURL(join(copy.folder, 'index.html')).href
  const folder = new URL('.', start).href
  const reached = new Set([start])
  for (const address of reached) {
    await tab.goto(address)
    const links = await tab.locator('a[href]').evaluateAll(found => found.map(link => link instanceof HTMLAnchorElement ? link.href : ''))
    for (const link of links.map(href => href.replace(/#.*/, ''))) {
      if (link.startsWith('file:')) expect(link, `a link of ${address}`).toContain(folder)
      // The blank page of the quick exit leads away by itself.
      if (link.startsWith('file:') && link.endsWith('/index.html') && !link.endsWith('/x/index.html')) reached.add(link)
    }
  }
  const pages = listFiles(copy.folder).filter(file => file.endsWith('/index.html') && !/^\w\w\/x\//.test(file))
  expect(pages.filter(file => !reached.has(folder + file))).toEqual([])
  expect(readFileSync(join(copy.folder, 'index.html'), 'utf8')).toContain('Content-Security-Policy')
})

interface Words {
  /** As an editor has written it: `copy file`. */
  where: string
  /** The beginning of one of its lines, up to a link or another mark. */
  begin: string
}

/** What a page says in some places only. Lines that begin like another one of the page tell nothing. */
function wordsOf({ locale, name }: SitePage): Words[] {
  const text = readFileSync(join(root, `content/${locale}/${name}.md`), 'utf8')
  return [...text.matchAll(/^::only\{where="([a-z ]+)"\}\n([\s\S]*?)\n::$/gm)].flatMap(([, where = '', block = '']) => block.split('\n')
    .map(line => ({ where, begin: (/^(?:- |\d\. )?([^[:*\n]+)/.exec(line)?.[1] ?? '').trim() }))
    .filter(({ begin }) => begin !== '' && text.split(begin).length === 2))
}

const pages = sitePages.map(page => ({ page, words: wordsOf(page) })).filter(({ words }) => words.length > 0)

/** The words that are there though they should not be, or the other way round. */
function misplaced(text: string, words: readonly Words[], here: string): Words[] {
  return words.filter(({ where, begin }) => text.includes(begin) !== where.split(' ').includes(here))
}

for (const { where, test } of readings) {
  test(`${where} stands what is true there, and nothing else`, async ({ place }) => {
    expect(pages.length).toBeGreaterThan(0)
    for (const { page, words } of pages) {
      const { text } = await ask(place, place.pathOf(page.path))
      expect(misplaced(text, words, place.exit === 'server' ? 'site' : 'copy'), page.path).toEqual([])
      expect(text, page.path).not.toContain('<!--')
    }
  })
}

test('in the file to keep stands what is true there, and nothing else', () => {
  for (const locale of localeCodes) {
    const file = readFileSync(join(root, builds.shipped, `public/files/info-${locale}.html`), 'utf8')
    const words = pages.filter(({ page }) => page.locale === locale && !separatePages.includes(page.name)).flatMap(({ words }) => words)
    expect(words.some(({ where }) => where === 'file')).toBe(true)
    expect(misplaced(file, words, 'file')).toEqual([])
  }
})
