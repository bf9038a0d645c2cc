import { describe, expect, it } from 'vitest'
import { withOrigin } from '../../../../server/http/origin.ts'
import { createSitemap } from '../../../../server/sitemap.ts'

const head = '<link rel="alternate" hreflang="ru" href="/ru/steps"><link rel="alternate" hreflang="x-default" href="/ru/steps">'

describe('withOrigin', () => {
  it('leaves everything relative without an origin', () => {
    expect(withOrigin(head, '/fr/steps', undefined)).toBe(head)
  })

  it('makes links to translations absolute and adds the canonical one, but touches no other link', () => {
    expect(withOrigin(`${head}<a href="/ru" rel="alternate">`, '/fr/steps', 'https://example.org')).toBe(
      '<link rel="canonical" href="https://example.org/fr/steps">'
      + '<link rel="alternate" hreflang="ru" href="https://example.org/ru/steps">'
      + '<link rel="alternate" hreflang="x-default" href="https://example.org/ru/steps">'
      + '<a href="/ru" rel="alternate">')
  })

  it('makes the sitemap and robots.txt absolute', () => {
    const sitemap = withOrigin(createSitemap(['index', 'steps']), '/sitemap.xml', 'https://example.org')
    expect(sitemap.match(/<loc>[^<]*/g)).toContain('<loc>https://example.org/fr/steps')
    expect(sitemap).not.toMatch(/href="\/|<loc>\//)
    expect(withOrigin('User-agent: *\nSitemap: /sitemap.xml\n', '/robots.txt', 'https://example.org')).toContain('Sitemap: https://example.org/sitemap.xml')
  })
})
