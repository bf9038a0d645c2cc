import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** The built sites: the one that is shipped, and the same with invented contact channels that somebody has confirmed. */
export const builds = { shipped: '.output', confirmed: '.output-confirmed' } as const

export type Build = keyof typeof builds

/** Their contact files, from the root. */
export const contactFolders = { shipped: 'content/contacts', confirmed: '.data/contacts-confirmed' } as const
