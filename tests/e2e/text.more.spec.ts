import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isAnswered, type Channel } from '../../shared/contacts.ts'
import { localeCodes } from '../../shared/locales.ts'
import { pagePath, separatePages } from '../../shared/paths.ts'
import { inlineBorder, readHtml } from '../../shared/page/contact-scan.ts'
import { contentOf, copies, copyOf, frontMatter, message, plain, sitePages, statusPages } from './content.ts'
import { builds, root, type Build } from './built-site.ts'
import { ask } from './requests.ts'
import { expect, test, type Site } from './site.ts'
import { dump, isInstalled, textBrowsers } from './browsers/text.ts'

/** Whatever a reader can be shown: the pages, those in place of one, the leaflets. */
const paths = [...sitePages, ...statusPages].map(({ path }) => path).concat(localeCodes.map(locale => pagePath(locale, 'leaflet')))

/** Where every channel of the hotline stands on which somebody answers, confirmed or not; and its site. */
const contactPages = /^\/\w\w(?:\/contact|\/all|\/404|\/busy|\/unavailable)?$|^info/

/** The two builds, each with the site that serves it. */
const places = [
  { build: 'shipped', test: test.extend<{ built: Site }>({ built: ({ site }, use) => use(site) }) },
  { build: 'confirmed', test: test.extend<{ built: Site }>({ built: ({ confirmedSite }, use) => use(confirmedSite) }) },
] as const

/** The HTML of all that a reader can be shown, by path or by name of the file. */
async function everything(site: Site, build: Build): Promise<[where: string, html: string][]> {
  const pages = await Promise.all(paths.map(async (path): Promise<[string, string]> => [path, (await ask(site, path)).text]))
  return [...pages, ...copies.map(({ name }): [string, string] => [name, readFileSync(copyOf(build, name), 'utf8')])]
}

/** All that is to be read sign by sign: the values as they are printed, numbers of accounts, and the handles of impostors. */
function contactsOf(channels: readonly Channel[]): string[] {
  return channels.flatMap(({ display, account_id, impostors }) =>
    [display, account_id, ...(impostors?.handles ?? []).map(({ handle }) => handle)].flatMap(text => text ? [plain(text)] : []))
}

/** Where a contact has a letter or digit at its side that is not its own, so that it is read as another one. */
function misread(text: string, contacts: readonly string[]): string[] {
  return contacts.flatMap(contact => [...text.matchAll(new RegExp(RegExp.escape(contact), 'g'))].flatMap(({ index }) => {
    const before = text.slice(0, index)
    const after = text.slice(index + contact.length)
    // A handle has its sign before it in some places and not in others; an impostor may begin like the genuine one.
    const isOther = contacts.some(other => other !== contact && other.includes(contact) && text.slice(0, index + other.length).endsWith(other))
    if (isOther || !(/[\p{L}\p{N}_]$/u.test(before) || /^[\p{L}\p{N}_]/u.test(after))) return []
    return [`${before.slice(-15)}[${contact}]${after.slice(0, 15)}`]
  }))
}

/** Fails where a contact of a page is no word of its own, and where a page that must show all channels of the hotline lacks one. */
function expectWords(text: string, where: string, channels: readonly Channel[]) {
  expect(misread(text, contactsOf(channels)), where).toEqual([])
  if (!contactPages.test(where)) return
  const missing = contactsOf(channels.filter(channel => isAnswered(channel) || (channel.project === 'hochu-zhit' && channel.kind === 'site')).map(channel => ({ ...channel, account_id: undefined, impostors: undefined })))
    .filter(contact => !text.includes(contact))
  expect(missing, `${where} does not show`).toEqual([])
}

/** The text of a page without a browser. Nothing is put between inline elements, as reading modes and machines that read aloud do. */
function bareText(html: string): string {
  return readHtml(html).text.replaceAll(inlineBorder, '').replace(/[^\S\n]+/g, ' ')
}

for (const { build, test } of places) {
  const { channels } = contentOf(build)

  test.describe(`each contact is a word of its own, ${build}`, () => {
    test('in the bare text', async ({ built }) => {
      for (const [where, html] of await everything(built, build)) expectWords(bareText(html), where, channels)
    })

    for (const browser of textBrowsers) {
      test(`in ${browser}, below its title`, async ({ built }) => {
        test.skip(!isInstalled(browser), `${browser} is not installed: apt-get install ${browser}`)
        for (const path of paths) {
          const text = await dump(browser, built.origin + path)
          expectWords(text, path, channels)
          const page = sitePages.find(page => page.path === path)
          if (page) for (const shown of [frontMatter(page).title, message(page.locale, 'not_official')]) expect(text, path).toContain(plain(shown))
        }
        for (const { name, locales } of copies) {
          const text = await dump(browser, copyOf(build, name))
          expectWords(text, name, channels)
          for (const page of sitePages.filter(({ locale, name }) => locales.includes(locale) && !separatePages.includes(name))) {
            const { title, description } = frontMatter(page)
            for (const shown of [title, description]) expect(text, `${name}: ${page.path}`).toContain(plain(shown))
          }
        }
      })
    }
  })

  test.describe(`each contact is whole in every window, ${build}`, () => {
    // The pages in place of one have the status of what happened.
    test.use({ expectedMessages: /status of (?:404|429|503)/ })

    for (const locale of localeCodes) {
      test(locale, async ({ page, built }) => {
        const addresses = paths.filter(path => path.startsWith(`/${locale}`)).map(path => built.origin + path)
        for (const address of [...addresses, pathToFileURL(copyOf(build, `info-${locale}.html`)).href]) {
          await page.goto(address)
          for (const percent of [100, 200]) {
            for (const width of [180, 240, 320, 390, 1280]) {
              await page.setViewportSize({ width, height: 600 })
              expect(await page.evaluate(brokenContacts, percent), `${address}, ${width} px, text of ${percent} %`).toEqual([])
            }
          }
        }
      })
    }
  })

  test(`a page translator leaves every contact as it is, ${build}`, async ({ built }) => {
    const contacts = contactsOf(channels)
    for (const [where, html] of await everything(built, build)) {
      const translated = bareText(html.replace(/<(\w+)\b[^>]* translate="no"[^>]*>(?:[^<]|<\/?mark>)*<\/\1>/g, ''))
      expect(contacts.filter(contact => translated.includes(contact)), where).toEqual([])
    }
  })

  test(`no device makes a link to dial of a number by itself, ${build}`, () => {
    const folder = join(root, builds[build], 'public')
    const files = globSync('**/*.html', { cwd: folder })
    expect(files.length).toBeGreaterThan(paths.length)
    expect(files.filter(file => !readFileSync(join(folder, file), 'utf8').includes('<meta name="format-detection" content="telephone=no">'))).toEqual([])
  })

  test(`no two words of a page run into one, ${build}`, async ({ built }) => {
    for (const [where, html] of await everything(built, build)) expect(joinedWords(html), where).toEqual([])
  })
}

test('no two words of the figures run into one', async ({ countedSite }) => {
  for (const locale of localeCodes) expect(joinedWords((await ask(countedSite, pagePath(locale, 'visits'))).text), locale).toEqual([])
})

/** Words at the end of an inline element and at the beginning of the next, with nothing between them. */
function joinedWords(html: string): string[] {
  const { text } = readHtml(html.replace(/<head>[\s\S]*?<\/head>/, ''))
  const joined = new RegExp(`[\\p{L}\\p{N}]+${inlineBorder}{2,}[\\p{L}\\p{N}]+`, 'gu')
  return (text.match(joined) ?? []).map(words => words.replaceAll(inlineBorder, '|'))
}

/** Runs in the page: contacts of which a group of digits or a word lies outside of the window or on two lines, with text of so many percent. */
function brokenContacts(percent: number): string[] {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`html { font-size: ${percent}% }`)
  document.adoptedStyleSheets = [sheet]
  for (const closed of document.querySelectorAll('details')) closed.open = true
  const width = document.documentElement.clientWidth
  return [...document.querySelectorAll('.contact, .word')].flatMap((contact) => {
    const walker = document.createTreeWalker(contact, NodeFilter.SHOW_TEXT)
    const text = walker.nextNode()
    const groups = [...text?.textContent?.matchAll(/\S+/g) ?? []].map(({ 0: group, index }) => {
      const range = document.createRange()
      if (text) range.setStart(text, index)
      if (text) range.setEnd(text, index + group.length)
      return [...range.getClientRects()].filter(rect => rect.width > 0)
    })
    const isWhole = groups.length > 0 && groups.every(([rect, ...others]) => others.length === 0 && (!rect || (rect.left >= 0 && rect.right <= width)))
    return isWhole ? [] : [`${contact.textContent}: ${JSON.stringify(groups.flat().map(({ left, right, top }) => [left, right, top].map(Math.round)))}`]
  })
}

test('w3m shows every page of a static copy, and where the hotline is reached', async ({ copy }) => {
  test.skip(!isInstalled('w3m'), 'w3m is not installed: apt-get install w3m')
  const hotline = contentOf('shipped').channels.filter(isAnswered)
  for (const page of sitePages) {
    const text = await dump('w3m', `${copy.address}${page.path.slice(1)}/index.html`)
    for (const shown of [frontMatter(page).title, message(page.locale, 'not_official')]) expect(text, page.path).toContain(plain(shown))
    if (page.name !== 'index' && page.name !== 'contact') continue
    for (const { display } of hotline) expect(text, page.path).toContain(plain(display ?? ''))
  }
})
