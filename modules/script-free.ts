import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { addVitePlugin, defineNuxtModule } from '@nuxt/kit'
import { isPublishable } from '../shared/published.ts'

/**
 * Keeps everything but HTML out of the published folder. `features.noScripts` drops Nuxt's own scripts; modules still leave theirs:
 * a dump of the whole content with the SQLite that would read it (@nuxt/content), message files (@nuxtjs/i18n), builds of styles.
 */
export default defineNuxtModule({
  meta: { name: 'script-free' },
  setup(_options, nuxt) {
    if (nuxt.options.dev) return

    addVitePlugin({
      name: 'no-client-sqlite',
      enforce: 'pre',
      resolveId: (id: string) => id.startsWith('@sqlite.org/sqlite-wasm') ? '\0no-client-sqlite' : undefined,
      load: (id: string) => id === '\0no-client-sqlite' ? 'export default () => { throw new Error("no client database") }' : undefined,
    }, { server: false })

    nuxt.hook('nitro:init', (nitro) => {
      // @nuxtjs/i18n forbids `/` with its prefix strategy; ours is a page of four links for copies that no server redirects.
      nitro.hooks.hook('prerender:routes', () => {
        nitro.options.prerender.ignore = nitro.options.prerender.ignore.filter(rule => String(rule) !== String(/^\/$/))
      })
      nitro.hooks.hook('compiled', () => prune(nitro.options.output.publicDir))
    })
  },
})

/** Deletes every file that may not be published, and the folders that are empty then. */
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
