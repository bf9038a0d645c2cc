/** @param path the address of the page, for example `/fr/steps` @returns which form of the quick exit the page has: see tools/release/static-copy.ts */
export function exitForm(html: string, path: string): 'server' | 'copy' | 'none' {
  const link = /<a\b[^>]*\bid="exit"[^>]*>/.exec(html)?.[0] ?? ''
  const href = /\shref="([^"]*)"/.exec(link)?.[1]
  if (href === undefined) return 'none'
  // Empty, it is the address of the page.
  return href === path || href === '' ? 'server' : 'copy'
}
