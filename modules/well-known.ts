import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineNuxtModule } from '@nuxt/kit'
import { securityText } from '../shared/published.ts'
import { loadForBuild } from './kit/content.ts'

/** Publishes `/.well-known/security.txt` (RFC 9116), if content/publisher.yml names where reports of weaknesses are read. */
export default defineNuxtModule({
  meta: { name: 'well-known' },
  setup(_options, nuxt) {
    const { publisher: { security }, release } = loadForBuild()
    if (nuxt.options.dev || security === null || release === null) return
    nuxt.hook('nitro:init', (nitro) => {
      nitro.hooks.hook('compiled', () => {
        const folder = join(nitro.options.output.publicDir, '.well-known')
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, 'security.txt'), securityText(security.contact, release.date))
      })
    })
  },
})
