// Playwright reads from the pattern of the first parameter which fixtures a function wants.
/* eslint no-empty-pattern: ["error", { "allowObjectPatternsAsParameters": true }] */
import { startElsewhere, startObserver, type Answer, type Elsewhere } from './elsewhere.ts'
import { test as base, type Site } from './site.ts'

export interface Ways {
  /** The site, with an observer before it. */
  observed: Elsewhere
  /** Another site, with one page for each way to ours. */
  other: Elsewhere
}

export const test = base.extend<{
  /** Opens ways to a site of the test; what the browser sends passes an observer. They are closed when the test is over. */
  openWays: (site: Site) => Promise<Ways>
}>({
  openWays: async ({}, use) => {
    const opened: Elsewhere[] = []
    await use(async (site) => {
      const observed = await startObserver(site)
      const other = await startElsewhere(waysTo(`${observed.origin}/en`))
      opened.push(observed, other)
      return { observed, other }
    })
    for (const { close } of opened) close()
  },
})

/** The pages of another site, each with another way to a page of ours. */
function waysTo(target: string): Record<string, Answer> {
  const link = `<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,"><a href="${target}">Look here</a>`
  return {
    '/link': { body: link },
    '/no-referrer': { headers: { 'Referrer-Policy': 'no-referrer' }, body: link },
    '/new-tab': { body: link.replace('<a ', '<a target="_blank" rel="noopener" ') },
    '/away': { status: 302, headers: { Location: target } },
    '/links-away': { body: link.replace(target, '/away') },
    '/script': { body: `${link}<script>location.href = '${target}'</script>` },
    '/frame': { body: `${link}<iframe src="${target}"></iframe>` },
    '/image': { body: `${link}<img alt="" src="${target}">` },
    '/prefetch': { body: `${link}<link rel="prefetch" href="${target}">` },
    '/rules-prefetch': { body: link + speculation('prefetch', target) },
    '/rules-prerender': { body: link + speculation('prerender', target) },
  }
}

/** https://html.spec.whatwg.org/multipage/speculative-loading.html */
function speculation(kind: 'prefetch' | 'prerender', target: string): string {
  const rules = { [kind]: [{ source: 'list', urls: [target], eagerness: 'immediate' }] }
  return `<script type="speculationrules">${JSON.stringify(rules)}</script>`
}
