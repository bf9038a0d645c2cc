/**
 * The form of a file in the editor, as the fragment of its address; undefined for a contact, whose form depends on its kind.
 *
 * @example formOf('content/fr/steps.md') // '#/collections/pages/entries/steps'
 */
export function formOf(file: string): string | undefined {
  const page = /^content\/\w\w\/(.+)\.md$/.exec(file)?.[1]
  if (page !== undefined) return `#/collections/pages/entries/${page}`
  if (file.startsWith('locales/')) return '#/collections/interface/entries/messages'
  const facts = /^content\/(timeline|figures|sources)\.yml$/.exec(file)?.[1]
  if (facts !== undefined) return `#/collections/facts/entries/${facts}`
  const frame = /^content\/(menu|publisher|mirrors|leave)\.yml$/.exec(file)?.[1]
  return frame === undefined ? undefined : `#/collections/frame/entries/${frame}`
}

/**
 * The page of the site on which a file shows; undefined if it shows on no one page.
 *
 * @example pageOf('content/fr/index.md') // '/fr'
 */
export function pageOf(file: string): string | undefined {
  const [, locale, name] = /^content\/(\w\w)\/(.+)\.md$/.exec(file) ?? []
  return locale === undefined ? undefined : `/${locale}${name === 'index' ? '' : `/${name}`}`
}
