import { defineNuxtModule } from '@nuxt/kit'
import { addVirtualModule, loadForBuild } from './kit/content.ts'

/** Gives pages and server what is the same in all languages: `import { sources, figures, timeline, menu, publisher, release } from '#facts'`. */
export default defineNuxtModule({
  meta: { name: 'facts' },
  setup() {
    const { sources, figures, timeline, menu, publisher, release } = loadForBuild()
    addVirtualModule('facts', { sources, figures, timeline, menu, publisher, release }, `
import type { Figure, MenuEntry, Publisher, Release, Source, TimelineEvent } from '../shared/content/schemas'

export type { Figure, MenuEntry, Publisher, Release, Source, TimelineEvent }
export declare const sources: Record<string, Source>
export declare const figures: Figure[]
export declare const timeline: TimelineEvent[]
export declare const menu: MenuEntry[]
export declare const publisher: Publisher
export declare const release: Release | null
`)
  },
})
