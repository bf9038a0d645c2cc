import { localeCodes } from '../../shared/locales.ts'
import { contentOf, frontMatter, message } from './content.ts'
import { readings } from './reading.ts'
import { expect, test } from './site.ts'
import { sitePages } from './sitemap.ts'
import { dump, isInstalled, plain } from './text-dump.ts'

test.skip(!isInstalled('w3m'), 'w3m is not installed: apt-get install w3m')

const { channels } = contentOf('shipped')
const hotline = channels.filter(({ project, display }) => project === 'hochu-zhit' && display !== null)

for (const { where, test } of readings) {
  for (const locale of localeCodes) {
    test(`w3m shows every page ${where}, ${locale}`, async ({ place }) => {
      for (const page of sitePages.filter(page => page.locale === locale)) {
        const text = await dump('w3m', place.addressOf(page.path))
        expect(text, page.path).toContain(plain(frontMatter(page).title))
        expect(text, page.path).toContain(plain(message(locale, 'not_official')))
        if (page.name !== 'index' && page.name !== 'contact') continue
        for (const { display } of hotline) expect(text, page.path).toContain(plain(display ?? ''))
      }
    })
  }
}
