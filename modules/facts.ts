import { defineNuxtModule } from '@nuxt/kit'
import { addVirtualModule, loadForBuild } from './kit/content.ts'

/** Gives pages and server what is the same in all languages: `import { sources, figures, timeline, menu, publisher, leave, release, mirrors, releaseKeys } from '#facts'`. */
export default defineNuxtModule({
  meta: { name: 'facts' },
  setup() {
    const { sources, figures, timeline, menu, publisher, leave, release, mirrors, releaseKeys } = loadForBuild()
    addVirtualModule('facts', { sources, figures, timeline, menu, publisher, leave, release, mirrors, releaseKeys }, `
import type { Figure, Leave, MenuEntry, Mirror, Publisher, Release, ReleaseKeys, Source, TimelineEvent } from '../shared/content/schemas'

export type { Figure, Leave, MenuEntry, Mirror, Publisher, Release, ReleaseKeys, Source, TimelineEvent }
export declare const sources: Record<string, Source>
export declare const figures: Figure[]
export declare const timeline: TimelineEvent[]
export declare const menu: MenuEntry[]
export declare const publisher: Publisher
export declare const release: Release | null
export declare const mirrors: Mirror[]
export declare const releaseKeys: ReleaseKeys
export declare const leave: Leave
`)
  },
})
