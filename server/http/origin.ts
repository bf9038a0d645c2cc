/**
 * Makes the addresses absolute that only mean something absolute: the links to translations and the sitemap. A page also gets
 * its canonical link. Without an origin everything stays relative, so that a copy works under any host name.
 *
 * @param text a built page, robots.txt or sitemap.xml
 * @param path its own address, for example `/fr/steps`
 * @param origin for example `https://example.org`
 */
export function withOrigin(text: string, path: string, origin: string | undefined): string {
  if (!origin) return text
  return text
    .replace(/(<link rel="alternate" hreflang="[\w-]+" href=")(?=\/)/g, `$1${origin}`)
    .replace(/(<link rel="alternate" hreflang="\w+")/, `<link rel="canonical" href="${origin}${path}">$1`)
    .replace(/(<xhtml:link\b[^>]*\bhref=")(?=\/)/g, `$1${origin}`)
    .replace(/(<loc>)(?=\/)/g, `$1${origin}`)
    .replace(/^(Sitemap: )(?=\/)/m, `$1${origin}`)
}
