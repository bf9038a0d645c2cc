import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { contentOf, frontMatter, message } from './content.ts'
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

test.describe('w3m shows', () => {
  for (const page of sitePages) {
    test(page.path, async ({ countedSite }) => {
      const text = await dump(countedSite.origin + page.path)
      expect(text).toContain(plain(frontMatter(page).title))
      expect(text).toContain(plain(message(page.locale, 'not_official')))
      if (page.name === 'index' || page.name === 'contact') {
        for (const { display } of hotline) expect(text).toContain(plain(display ?? ''))
      }
    })
  }
})
