import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localeCodes } from '../../shared/locales.ts'
import { ask } from './requests.ts'
import { expect, test } from './site.ts'

/** Everything that a running site could still read of its build is another one's, or gone. */
const replacements: Record<string, (built: string) => void> = {
  'is removed': built => rmSync(built, { recursive: true }),
  'is half copied': built => forEachFile(built, file => truncateSync(file)),
  'is another one': built => forEachFile(built, file => writeFileSync(file, 'export default { from: "another build" }')),
  'lacks the words of the interface': built => rmSync(join(built, 'server/chunks/raw'), { recursive: true, force: true }),
}

for (const [what, replace] of Object.entries(replacements)) {
  test(`a build that ${what} while the site runs: it answers with the one that it started with`, async ({ site: whole, startSite }) => {
    const site = await startSite({ files: {} })
    replace(site.built)
    for (const path of [...localeCodes.flatMap(locale => [`/${locale}`, `/${locale}/visits`, `/${locale}/contact`]), '/api/visits.json', '/api/visits.csv']) {
      const [{ status, text }, wanted] = await Promise.all([ask(site, path), ask(whole, path)])
      expect(status, path).toBe(200)
      expect(text, path).toBe(wanted.text)
    }
    expect(site.printed().trim()).toBe(`Listening on ${site.origin}`)
  })
}

function forEachFile(folder: string, change: (file: string) => void) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) if (entry.isFile()) change(join(entry.parentPath, entry.name))
}
