import type { ServerResponse } from 'node:http'
import type { World } from './world.ts'

/** Where `/https/…`, `/http/…`, `/onion/…` and `/local/…` link to. */
const targets: Record<string, (world: Pick<World, 'https' | 'http' | 'local'>) => string> = {
  https: world => world.https('site', '/ru'),
  http: world => world.http('site', '/ru'),
  onion: world => world.http('onion', '/ru'),
  local: world => world.local('/ru'),
}

/**
 * Answers for the other web site, which leads to ours in all ways that there are: `/https/script` redirects by script to our page
 * over HTTPS.
 *
 * @param origin its own, as it was asked for
 */
export function sendElsewhere(world: Pick<World, 'https' | 'http' | 'local'>, origin: string, path: string, response: ServerResponse) {
  const [, to = '', page = ''] = path.split('/')
  const target = targets[to]?.(world) ?? ''
  if (page === '302') return response.writeHead(302, { Location: target }).end()
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`<!doctype html><title>${page}</title><link rel="icon" href="data:,">${pageOf(page, target, `${origin}/${to}`)}`)
}

function pageOf(page: string, target: string, here: string): string {
  const link = `<a id="link" href="${target}">link</a>`
  const pages: Record<string, string> = {
    'links': [
      link,
      `<a id="noreferrer" rel="noreferrer" href="${target}">noreferrer</a>`,
      `<a id="blank" target="_blank" href="${target}">new tab</a>`,
      ...['302', 'script', 'refresh'].map(way => `<a id="${way === '302' ? 'redirect' : way}" href="${here}/${way}">${way}</a>`),
      `<form action="${target}"><button id="form">form</button></form>`,
    ].join('<br>'),
    'same-origin': `<meta name="referrer" content="same-origin">${link}`,
    'script': `<script>location.href = '${target}'</script>`,
    'refresh': `<meta http-equiv="refresh" content="0;url=${target}">`,
    'prefetch': `<link rel="prefetch" href="${target}">${link}`,
    'rules-prefetch': speculationRules('prefetch', target) + link,
    'rules-prerender': speculationRules('prerender', target) + link,
    'iframe': `<iframe src="${target}"></iframe>${link}`,
    'object': `<object data="${target}"></object>${link}`,
    'image': `<img src="${target}" alt="">${link}`,
    'fetch': `<script>fetch('${target}', { mode: 'no-cors' }).catch(() => {})</script>${link}`,
  }
  return pages[page] ?? ''
}

function speculationRules(action: 'prefetch' | 'prerender', target: string): string {
  return `<script type="speculationrules">{"${action}":[{"urls":["${target}"],"eagerness":"immediate"}]}</script>`
}
