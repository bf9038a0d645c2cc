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
      if (file.id.endsWith('.md')) file.body = file.body.replace(/(:(?:channel|figure)\{)key=/g, '$1name=')
    })

    const contentFolder = resolve(nuxt.options.rootDir, 'content')
    nuxt.hook('builder:watch', async (event, path) => {
      const file = resolve(nuxt.options.srcDir, path)
      if (event.endsWith('Dir') || !file.startsWith(contentFolder) || !file.endsWith('.yml')) return
      try {
        loadContent(nuxt.options.rootDir, { contacts: folder })
      }
      catch (error) {
        useLogger('content').error(error)
        return
      }
      await nuxt.callHook('restart')
    })
  },
})
