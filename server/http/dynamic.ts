import { isLocale } from '../../shared/locales.ts'
import { makeDocument, type Document } from './document.ts'

/** Asks the framework for a path and gives its answer. */
export type Render = (path: string) => Promise<{ status: number, headers: Headers, text: () => Promise<string> }>

/** How long an answer is kept at most, so that an import into past days shows, in milliseconds. */
const keptFor = 10 * 60_000

const dynamicPath = /^\/(?:(\w\w)\/visits|api\/visits\.(?:json|csv))$/

/** The only paths that reach the framework at run time. Whatever else its modules open stays closed. */
export function isDynamic(path: string): boolean {
  const match = dynamicPath.exec(path)
  return match !== null && (match[1] === undefined || isLocale(match[1]))
}

/**
 * The statistics page and the API: made by the framework, kept in memory until the figures can have changed, which is
 * when a UTC day ends.
 *
 * @returns a function that answers a path for which {@link isDynamic} holds. It throws when the framework did not answer with 200.
 */
export function createDynamicDocuments(render: Render, now: () => number = Date.now): (path: string) => Promise<Document> {
  const kept = new Map<string, { document: Promise<Document>, day: string, until: number }>()
  return (path) => {
    const time = now()
    const day = new Date(time).toISOString().slice(0, 10)
    const known = kept.get(path)
    if (known && known.day === day && time < known.until) return known.document
    const document = renderDocument(render, path)
    kept.set(path, { document, day, until: time + keptFor })
    document.catch(() => kept.delete(path))
    return document
  }
}

async function renderDocument(render: Render, path: string): Promise<Document> {
  const answer = await render(path)
  if (answer.status !== 200) throw new Error(`the framework answered ${answer.status}`)
  const locale = path.split('/')[1]
  return makeDocument({
    status: 200,
    type: answer.headers.get('content-type') ?? 'text/html; charset=utf-8',
    locale: isLocale(locale) ? locale : undefined,
    body: Buffer.from(await answer.text()),
  })
}
