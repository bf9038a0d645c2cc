import { locales } from './shared/locales.ts'

export default defineNuxtConfig({
  modules: ['@nuxt/content', '@nuxtjs/i18n'],

  // Pinned: the day somebody adds an `app/` folder, Nuxt would look for pages there.
  srcDir: '.',

  compatibilityDate: '2026-11-01',

  telemetry: false,

  devtools: { enabled: false },

  // Public pages are HTML and CSS. The stylesheet is one <style> that app.vue puts in the head, so Nuxt inlines nothing itself.
  features: { noScripts: true, inlineStyles: false },

  experimental: {
    // Each of these would put a script or a data file beside the pages.
    payloadExtraction: false,
    appManifest: false,
    entryImportMap: false,
    // Data shared between prerendered pages would show one locale's text on another's page.
    sharedPrerenderData: false,
  },

  // Only components of `components/` are used in pages, by their file name.
  components: [{ path: '~/components', pathPrefix: false, global: false }, { path: '~/components/content', global: true }],

  // A fixed id, so that two builds of the same commit are the same.
  buildId: 'site',

  content: {
    // Node's own SQLite, so that nothing native is compiled; in memory at run time, so that `.output` may be read-only.
    experimental: { sqliteConnector: 'native' },
    database: { type: 'sqlite', filename: ':memory:' },
    renderer: { anchorLinks: false },
  },

  i18n: {
    strategy: 'prefix',
    restructureDir: '.',
    langDir: 'locales',
    locales: locales.map(({ code, name, format }) => ({ code, name, language: format, file: `${code}.json` })),
    detectBrowserLanguage: false,
  },

  nitro: {
    preset: 'node-server',
    // server/entry.ts serves the pages from memory.
    serveStatic: false,
    compressPublicAssets: { gzip: true, brotli: true },
    // A link to a page that does not exist stops the build. The statistics page changes daily and is made on request.
    prerender: { crawlLinks: true, failOnError: true, ignore: ['/__nuxt_content', '/_i18n', '/200.html', '/404.html', '/api', /^\/\w\w\/visits$/] },
  },

  typescript: {
    tsConfig: { exclude: ['../tests/**', '../tools/**', '../*.config.ts'] },
    nodeTsConfig: { include: ['../tests/**/*.ts', '../tools/**/*.ts', '../*.config.ts'] },
  },
})
