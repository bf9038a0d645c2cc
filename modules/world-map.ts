import { defineNuxtModule } from '@nuxt/kit'
import { readShapes } from './kit/atlas.ts'
import { addVirtualModule } from './kit/content.ts'
import { drawWorld } from './kit/world-map.ts'

/** Gives the statistics page a map that is drawn once, when the site is built: `import { world } from '#world'`. */
export default defineNuxtModule({
  meta: { name: 'world-map' },
  setup() {
    addVirtualModule('world', { world: drawWorld(readShapes('110m'), readShapes('50m')) }, `
import type { WorldMap } from '../modules/kit/world-map'

export declare const world: WorldMap
`)
  },
})
