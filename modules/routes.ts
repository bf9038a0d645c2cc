import { globSync } from 'node:fs'
import { defineNuxtModule } from '@nuxt/kit'
import { localeCodes } from '../shared/locales.ts'
import { pagePath, uncountedPages } from '../shared/paths.ts'

/**
 * Lists every page for the prerenderer from the files themselves: a page that nothing links to would be left out without a word.
 */
export default defineNuxtModule({
  meta: { name: 'routes' },
  setup(_options, nuxt) {
    const pages = globSync('content/??/*.md', { cwd: nuxt.options.rootDir })
      .map(file => file.replaceAll('\\', '/').replace(/^content/, '').replace(/\.md$/, '').replace(/\/index$/, ''))
    const leaflets = localeCodes.map(locale => pagePath(locale, 'leaflet'))
    const uncounted = localeCodes.flatMap(locale => uncountedPages.map(page => pagePath(locale, page)))
    nuxt.hook('nitro:config', (config) => {
      config.prerender ??= {}
      config.prerender.routes = ['/', '/missing', ...pages, ...leaflets, ...uncounted, '/robots.txt', '/sitemap.xml']
    })
  },
})
