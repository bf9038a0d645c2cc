/**
 * Where the words of a page are read: on the site, as its own server answers; in a static copy (`npm run release`), which anybody serves; in
 * the one file to keep. Not everything that is true of one is true of the others.
 */
export const readingPlaces = ['site', 'copy', 'file'] as const

export type ReadingPlace = typeof readingPlaces[number]

/** What components/content/Only.vue writes around words that do not stand everywhere. */
const marked = /<!--only:([a-z ]+)-->([\s\S]*?)<!--only-end-->/g

/**
 * The places that an editor has named, `site` or `copy file`.
 *
 * @returns undefined when one of them does not exist, or none is named
 */
export function readPlaces(on: string): ReadingPlace[] | undefined {
  const names = on.split(' ')
  const places = readingPlaces.filter(place => names.includes(place))
  return places.length === names.length ? places : undefined
}

/** Leaves of a built page what stands in one place. */
export function settleOnly(html: string, here: ReadingPlace): string {
  return html.replace(marked, (_all, on: string, inner: string) => readPlaces(on)?.includes(here) ? inner : '')
}
