import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { localeCodes } from '../../shared/locales.ts'
import { contentOf, frontMatter, message } from './content.ts'
import { readings } from './reading.ts'
import { expect, test } from './site.ts'
import { sitePages } from './sitemap.ts'

test.skip(spawnSync('w3m', ['-version']).error !== undefined, 'w3m is not installed: apt-get install w3m')

const { channels } = contentOf('shipped')
const hotline = channels.filter(({ project, display }) => project === 'hochu-zhit' && display !== null)

/** What w3m draws, with every run of white space as one space. */
async function dump(address: string): Promise<string> {
  const browser = spawn('w3m', ['-dump', '-cols', '200', '-O', 'UTF-8', address], { env: { PATH: process.env.PATH, LANG: 'C.UTF-8' } })
  let text = ''
  browser.stdout.setEncoding('utf8').on('data', (part: string) => text += part)
  await once(browser, 'close')
  return text.replace(/\s+/g, ' ')
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ')
}

for (const { where, test } of readings) {
  for (const locale of localeCodes) {
    test(`w3m shows every page ${where}, ${locale}`, async ({ place }) => {
      for (const page of sitePages.filter(page => page.locale === locale)) {
        const text = await dump(place.addressOf(page.path))
        expect(text, page.path).toContain(plain(frontMatter(page).title))
        expect(text, page.path).toContain(plain(message(locale, 'not_official')))
        if (page.name !== 'index' && page.name !== 'contact') continue
        for (const { display } of hotline) expect(text, page.path).toContain(plain(display ?? ''))
      }
    })
  }
}
