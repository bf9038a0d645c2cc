import { defineCollection, defineContentConfig } from '@nuxt/content'
import { z } from 'zod'

// One collection for all locales: the path of a file is the address of its page (`/uk/steps`). The schema only makes
// columns; what a page must contain is checked by `npm run check` (tools/check), which the build runs first.
export default defineContentConfig({
  collections: {
    pages: defineCollection({
      type: 'page',
      source: '*/*.md',
      schema: z.object({
        reviewed: z.string(),
        open: z.number().optional(),
        next: z.array(z.string()).optional(),
      }),
    }),
  },
})
