import { locales } from './shared/locales.ts'

export default defineNuxtConfig({

  // A fixed id, so that two builds of the same commit are the same.
  buildId: 'site',
  modules: ['@nuxt/content', '@nuxtjs/i18n'],

  // `nuxt build --envName confirmed`: the site as it looks in service, with invented channels that somebody has confirmed. For tests;
  // tests/e2e/prepare.ts makes the contact files, since a confirmation must be recent, and builds it.
  $env: {
    confirmed: {
      buildDir: '.nuxt-confirmed',
      contacts: { folder: '.data/contacts-confirmed' },
      nitro: { output: { dir: '.output-confirmed' } },
    },
  },

  // Only components of `components/` are used in pages, by their file name.
  components: [{ path: '~/components', pathPrefix: false, global: false }, { path: '~/components/content', global: true }],

  devtools: { enabled: false },

  // A line break between two tags is a space. Vue takes it out by default, and text browsers, reading modes and copied text then run two words
  // into one: a letter or a digit more at the end of a contact.
  vue: { compilerOptions: { whitespace: 'preserve' } },

  content: {
    // Node's own SQLite, so that nothing native is compiled; in memory at run time, so that `.output` may be read-only.
    experimental: { sqliteConnector: 'native' },
    database: { type: 'sqlite', filename: ':memory:' },
    renderer: { anchorLinks: false },
  },

  // Pinned: the day somebody adds an `app/` folder, Nuxt would look for pages there.
  srcDir: '.',

  // Rollup makes no source map of one file that Vite's share sources with (modules/output.ts).
  sourcemap: { server: false },

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

  compatibilityDate: '2026-11-01',

  nitro: {
    preset: 'node-server',
    // server/entry.ts serves the pages from memory.
    serveStatic: false,
    compressPublicAssets: { gzip: true, brotli: true },
    // A link to a page that does not exist stops the build.
    prerender: { crawlLinks: true, failOnError: true, ignore: ['/__nuxt_content', '/_i18n', '/200.html', '/404.html', '/api'] },
  },

  typescript: {
    tsConfig: { exclude: ['../tests/**', '../tools/**', '../playwright.config.ts', '../vitest.config.ts', '../content.config.ts'] },
    nodeTsConfig: { include: ['../tests/**/*.ts', '../tools/**/*.ts', '../playwright.config.ts', '../vitest.config.ts', '../content.config.ts'] },
  },

  telemetry: false,

  i18n: {
    strategy: 'prefix',
    restructureDir: '.',
    langDir: 'locales',
    locales: locales.map(({ code, name, format }) => ({ code, name, language: format, file: `${code}.json` })),
    detectBrowserLanguage: false,
  },
})
