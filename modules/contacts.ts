import { watch } from 'node:fs'
import { resolve } from 'node:path'
import { defineNuxtModule, useLogger } from '@nuxt/kit'
import { loadContent } from '../shared/content/read.ts'
import { addVirtualModule, loadForBuild } from './kit/content.ts'

type Options = {
  /** The folder of the contact files, from the root. */
  folder: string
}

/**
 * Gives pages the checked contact channels: `import { channels } from '#contacts'`. Wrong content stops build and dev at the start.
 * While dev runs, a right change of any YAML file restarts it; a wrong one is reported, and the pages stay as they were.
 */
export default defineNuxtModule<Options>({
  meta: { name: 'contacts', configKey: 'contacts' },
  defaults: { folder: 'content/contacts' },
  setup({ folder }, nuxt) {
    const { channels } = loadForBuild({ contacts: folder })
    addVirtualModule('contacts', { channels }, `
import type { Channel } from '../shared/contacts'

export declare const channels: Channel[]
`)

    // Vue keeps the attribute `key` for itself: it would never arrive as a prop. Editors write `key` all the same, as in every other file.
    nuxt.hook('content:file:beforeParse', ({ file }) => {
      if (file.id.endsWith('.md')) file.body = file.body.replace(/(:(?:channel|amount)\{)key=/g, '$1name=')
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
