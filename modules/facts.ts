import { defineNuxtModule } from '@nuxt/kit'
import { addVirtualModule, loadForBuild } from './kit/content.ts'

/** Gives pages and server what is the same in all languages: `import { sources, figures, timeline, menu, publisher } from '#facts'`. */
export default defineNuxtModule({
  meta: { name: 'facts' },
  setup() {
    const { sources, figures, timeline, menu, publisher } = loadForBuild()
    addVirtualModule('facts', { sources, figures, timeline, menu, publisher }, `
import type { Figure, MenuEntry, Publisher, Source, TimelineEvent } from '../shared/content/schemas'

export type { Figure, MenuEntry, Publisher, Source, TimelineEvent }
export declare const sources: Record<string, Source>
export declare const figures: Figure[]
export declare const timeline: TimelineEvent[]
export declare const menu: MenuEntry[]
export declare const publisher: Publisher
`)
  },
})
