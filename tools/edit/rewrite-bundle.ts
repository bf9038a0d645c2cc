/** What the bundle of Sveltia CMS asks of other hosts, and where the same lies beside it. `count`: how often it stands there. */
const addresses = [
  // Interface languages, the version check, chunks.
  { from: 'https://unpkg.com/', to: './vendor/', count: 4 },
  { from: 'https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2', to: './fonts/source-sans-3-latin.woff2', count: 1 },
  { from: 'https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2', to: './fonts/noto-mono-latin.woff2', count: 1 },
  {
    from: 'https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2',
    to: './fonts/material-symbols-outlined.woff2',
    count: 1,
  },
  { from: '\n//# sourceMappingURL=sveltia-cms.js.map', to: '', count: 1 },
] as const

/** Hosts that hand out files for others; none may be left. */
const fileHosts = /\b(?:unpkg\.com|[\w.-]*jsdelivr\.net|esm\.sh|cdnjs\.cloudflare\.com|fonts\.(?:googleapis|gstatic)\.com)\b/

/**
 * The bundle of Sveltia CMS with the addresses of files that lie beside it.
 *
 * @throws Error when an address is not there as often as expected, or another file host is: the bundle has changed, and somebody
 * must look at what it asks for before it is used
 */
export function rewriteBundle(bundle: string): string {
  const rewritten = addresses.reduce((text, { from, to, count }) => {
    const parts = text.split(from)
    if (parts.length - 1 !== count)
      throw new Error(`the bundle of Sveltia CMS names ${from.trim()} ${parts.length - 1} times, not ${count}: see what it asks for now`)
    return parts.join(to)
  }, bundle)
  const left = fileHosts.exec(rewritten)
  if (left) throw new Error(`the bundle of Sveltia CMS asks ${left[0]}: copy what it wants beside it, and rewrite the address`)
  return rewritten
}
