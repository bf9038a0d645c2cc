import { isLocale } from '../../shared/locales.ts'
import { periodPattern } from '../../shared/paths.ts'
import { storeFault } from '../counter/store-reader.ts'
import { makeDocument, type Document } from './document.ts'

/** Asks the framework for a path and gives its answer. */
export type Render = (path: string) => Promise<{ status: number, headers: Headers, text: () => Promise<string> }>

/** The statistics page, of all time or of a year or month, and the API. */
const dynamicPath = new RegExp(`^/(?:(\\w\\w)/visits(?:/(${periodPattern}))?|api/visits\\.(?:json|csv))$`)

/** The only paths that reach the framework at run time. Whatever else its modules open stays closed. */
export function isDynamic(path: string): boolean {
  const match = dynamicPath.exec(path)
  return match !== null && (match[1] === undefined || isLocale(match[1]))
}

interface DynamicOptions {
  render: Render
  /** All that the documents are made of: the same object as long as they need not be made again. */
  edition: () => Promise<{ readonly periods: ReadonlyMap<string, unknown> }>
  /** Takes, after each answer, why there was none; undefined when there was one. */
  onState?: (fault: string | undefined) => void
  /** Where the same pages are as an onion service. */
  onionOrigin?: string | undefined
}

/**
 * The statistics pages and the API: made by the framework when they are first asked for, and kept in memory until a figure changes. Nothing
 * is made or kept of a year or month without figures, whoever asks for how many.
 *
 * @returns a function that answers a path for which {@link isDynamic} holds: with undefined where there is no such page. It throws when
 *   the framework did not answer with 200.
 */
export function createDynamicDocuments({ render, edition, onState = () => {}, onionOrigin }: DynamicOptions): (path: string) => Promise<Document | undefined> {
  const documentsOf = new WeakMap<object, Map<string, Promise<Document>>>()

  async function find(path: string): Promise<Document | undefined> {
    // Asked first: where it throws, the framework need not be troubled, which would make a page without figures.
    const current = await edition()
    const period = dynamicPath.exec(path)?.[2]
    if (period !== undefined && !current.periods.has(period)) return undefined
    const documents = documentsOf.get(current) ?? new Map<string, Promise<Document>>()
    documentsOf.set(current, documents)
    const document = documents.get(path) ?? renderDocument(render, path, onionOrigin)
    documents.set(path, document)
    // The next one who asks tries again.
    document.catch(() => documents.delete(path))
    return document
  }

  return async (path) => {
    try {
      const document = await find(path)
      onState(undefined)
      return document
    }
    catch (error) {
      onState(storeFault(error))
      throw error
    }
  }
}

async function renderDocument(render: Render, path: string, onionOrigin: string | undefined): Promise<Document> {
  const answer = await render(path)
  if (answer.status !== 200) throw new Error(`the framework answered ${answer.status}`)
  const locale = path.split('/')[1]
  return makeDocument({
    status: 200,
    type: answer.headers.get('content-type') ?? 'text/html; charset=utf-8',
    locale: isLocale(locale) ? locale : undefined,
    counts: true,
    body: Buffer.from(await answer.text()),
    onionAddress: onionOrigin && onionOrigin + path,
  })
}
