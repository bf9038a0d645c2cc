import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineNuxtModule } from '@nuxt/kit'
import { formatNumber } from '../shared/format.ts'
import { defaultLocale, type Locale } from '../shared/locales.ts'
import { fillFileFacts } from '../shared/page/places.ts'
import { parsePath } from '../shared/paths.ts'
import { loadForBuild } from './kit/content.ts'
import { makeCopies } from './kit/copy/copies.ts'

/**
 * Makes the copies to keep from the prerendered pages, and writes their sizes and hashes into the pages that offer them. Everything happens
 * in one build, so that a hash is always that of the file beside it.
 */
export default defineNuxtModule({
  meta: { name: 'copies' },
  setup(_options, nuxt) {
    if (nuxt.options.dev) return
    const { menu, release } = loadForBuild()
    nuxt.hook('nitro:init', (nitro) => {
      nitro.hooks.hook('compiled', () => {
        const folder = nitro.options.output.publicDir
        const copies = makeCopies(nuxt.options.rootDir, folder, menu.map(({ page }) => page), release?.date)
        for (const page of globSync('*/**/index.html', { cwd: folder })) {
          const html = readFileSync(join(folder, page), 'utf8')
          const filled = fillFileFacts(html, factsOf(copies, parsePath(`/${page}`).locale ?? defaultLocale))
          if (filled !== html) publish(join(folder, page), filled)
        }
        for (const [name, text] of copies) publish(join(folder, 'files', name), text)
      })
    })
  },
})

/**
 * @returns a function that says the kilobytes of a file, or its SHA-256
 * @throws Error for a file that was not made
 */
export function factsOf(files: ReadonlyMap<string, string>, locale: Locale): (what: 'size' | 'sha256', name: string) => string {
  return (what, name) => {
    const text = files.get(name)
    if (text === undefined) throw new Error(`a page names the file ${name}, which was not made`)
    return what === 'size'
      ? formatNumber(Math.ceil(Buffer.byteLength(text) / 1000), locale)
      : createHash('sha256').update(text).digest('hex')
  }
}

/** Writes a file with its compressed forms. */
function publish(file: string, text: string) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(text))
}
