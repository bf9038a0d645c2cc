import { globSync } from 'node:fs'
import { defineNuxtModule } from '@nuxt/kit'
import { localeCodes } from '../shared/locales.ts'

/**
 * Lists every page for the prerenderer from the files themselves: a page that nothing links to would be left out without a word.
 */
export default defineNuxtModule({
  meta: { name: 'routes' },
  setup(_options, nuxt) {
    const pages = globSync('content/??/*.md', { cwd: nuxt.options.rootDir })
      .map(file => file.replaceAll('\\', '/').replace(/^content/, '').replace(/\.md$/, '').replace(/\/index$/, ''))
    const leaflets = localeCodes.map(locale => `/${locale}/leaflet`)
    const statuses = localeCodes.flatMap(locale => [`/${locale}/404`, `/${locale}/unavailable`, `/${locale}/busy`])
    nuxt.hook('nitro:config', (config) => {
      config.prerender ??= {}
      config.prerender.routes = ['/', '/missing', ...pages, ...leaflets, ...statuses, '/robots.txt', '/sitemap.xml']
    })
  },
})
