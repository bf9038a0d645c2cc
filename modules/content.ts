import { watch } from 'node:fs'
import { resolve } from 'node:path'
// The types of its hooks.
import type {} from '@nuxt/content'
import { addTemplate, addTypeTemplate, defineNuxtModule, useLogger, useNuxt } from '@nuxt/kit'
import { formatFindings } from '../shared/content/finding.ts'
import { loadContent, readContent, readPageNames, type Content, type ReadOptions } from '../shared/content/read.ts'
import { newerThan, readTranslations } from '../shared/content/translations.ts'
import { localeCodes, type Locale } from '../shared/locales.ts'
import { pagePath } from '../shared/paths.ts'

type Options = {
  /** The folder of the contact files, from the root. */
  folder: string
}

/**
 * Gives pages and server what is the same in all languages, checked: `#contacts`, the channels; `#facts`, all other files; `#translations`, by the
 * address of a page that is behind, the newer language, from the records beside the content alone, so that a commit gives the same pages with
 * and without the history of git. Wrong content stops build and dev at the start.
 *
 * While dev runs, a right change of any YAML file restarts it; a wrong one is reported, and the pages stay as they were.
 */
export default defineNuxtModule<Options>({
  meta: { name: 'site-content', configKey: 'contacts' },
  defaults: { folder: 'content/contacts' },
  setup({ folder }, nuxt) {
    const { channels, sources, figures, timeline, menu, publisher, leave, release, mirrors, releaseKeys } = loadForBuild({ contacts: folder })
    const pageNames = readPageNames(nuxt.options.rootDir)
    addVirtualModule('contacts', { channels }, `
import type { Channel } from '../shared/contacts'

export declare const channels: Channel[]
`)
    addVirtualModule('facts', { sources, figures, timeline, menu, pageNames, publisher, leave, release, mirrors, releaseKeys }, `
import type { Figure, Leave, Menu, Mirror, Publisher, Release, ReleaseKeys, Source, TimelineEvent } from '../shared/content/schemas'

export type { Figure, Leave, Menu, Mirror, Publisher, Release, ReleaseKeys, Source, TimelineEvent }
export declare const sources: Record<string, Source>
export declare const figures: Figure[]
export declare const timeline: TimelineEvent[]
export declare const menu: Menu
/** The title of each page by its address: menus and links print no other name. */
export declare const pageNames: Record<string, string>
export declare const publisher: Publisher
export declare const release: Release | null
export declare const mirrors: Mirror[]
export declare const releaseKeys: ReleaseKeys
export declare const leave: Leave
`)
    addVirtualModule('translations', { newer: newerLanguages() }, `
import type { Locale } from '../shared/locales'

export declare const newer: Record<string, Locale>
`)

    // Vue keeps the attribute `key` for itself, and the renderer takes `on` for a script. Editors write both all the same, as in every other file.
    nuxt.hook('content:file:beforeParse', ({ file }) => {
      if (file.id.endsWith('.md')) file.body = file.body.replace(/(:(?:channel|amount|source|icon)\{)key=/g, '$1name=').replace(/(:certainty\{[^}]*\b)on=/g, '$1date=')
    })

    if (!nuxt.options.dev) return
    const stop = watchYaml(['content', folder].map(path => resolve(nuxt.options.rootDir, path)), async () => {
      try {
        loadContent(nuxt.options.rootDir, { contacts: folder })
      }
      catch (error) {
        useLogger('content').error(error instanceof Error ? error.message : error)
        return
      }
      await nuxt.callHook('restart')
    })
    nuxt.hook('close', stop)
  },
})

/**
 * The content for a build.
 *
 * @throws Error with every finding. Only `nuxt prepare`, which runs at `npm ci` and writes nothing but types, goes on with what is right.
 */
export function loadForBuild(options: ReadOptions = {}): Content {
  const nuxt = useNuxt()
  try {
    return loadContent(nuxt.options.rootDir, options)
  }
  catch (error) {
    if (!nuxt.options._prepare) throw error
    useLogger('content').warn(error)
    return readContent(nuxt.options.rootDir, options)
  }
}

function newerLanguages(): Record<string, Locale> {
  const nuxt = useNuxt()
  const pages = readTranslations(nuxt.options.rootDir)
  const findings = formatFindings(pages.flatMap(page => page.findings))
  if (findings && !nuxt.options._prepare) throw new Error(`the records of the translations have errors\n\n${findings}\n`)
  if (findings) useLogger('translations').warn(findings)
  return Object.fromEntries(pages.flatMap(({ page, compared, blocks }) => localeCodes.flatMap((locale): [string, Locale][] => {
    const source = newerThan(compared, locale, blocks)
    return source ? [[pagePath(locale, page), source]] : []
  })))
}

/**
 * Makes `#name` importable in pages, server and types.
 *
 * @param values what the module exports, as JSON
 * @param declaration its types; relative paths count from `.nuxt`
 */
export function addVirtualModule(name: string, values: Record<string, unknown>, declaration: string): void {
  const nuxt = useNuxt()
  const code = Object.entries(values).map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}\n`).join('')
  addTemplate({ filename: `${name}.mjs`, write: true, getContents: () => code })
  addTypeTemplate({ filename: `${name}.d.ts`, getContents: () => declaration }, { nuxt: true, nitro: true, node: true, shared: true })

  // Without extension, so that bundlers find the code and TypeScript the declaration.
  const path = resolve(nuxt.options.buildDir, name)
  nuxt.options.alias[`#${name}`] = path
  nuxt.hook('nitro:config', (config) => {
    config.alias = { ...config.alias, [`#${name}`]: path }
  })
}

/** How long an editor may take to write a file: programs write in several steps. */
const settleMilliseconds = 200

/**
 * Nuxt's own watcher leaves `content/` to @nuxt/content, which looks at Markdown alone. Folders, not files: editors replace
 * a file by another.
 *
 * @returns a function that stops watching
 */
function watchYaml(folders: readonly string[], changed: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers = folders.map(folder => watch(folder, (_event, name) => {
    if (!name?.endsWith('.yml')) return
    clearTimeout(timer)
    timer = setTimeout(changed, settleMilliseconds)
  }))
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
