import { isLocale } from '../../shared/locales.ts'
import { periodPattern } from '../../shared/paths.ts'
import { storeFault } from '../counter/store-fault.ts'
import { keep } from '../keep.ts'
import { makeDocument, type Document } from './document.ts'

/** Asks the framework for a path and gives its answer. */
export type Render = (path: string) => Promise<{ status: number, headers: Headers, text: () => Promise<string> }>

/** How long an answer is kept at most, so that an import into past days shows, in milliseconds. */
const keptFor = 10 * 60_000

/** The statistics page, of all time or of a year or month, and the API. */
const dynamicPath = new RegExp(`^/(?:(\\w\\w)/visits(?:/(${periodPattern}))?|api/visits\\.(?:json|csv))$`)

/** The only paths that reach the framework at run time. Whatever else its modules open stays closed. */
export function isDynamic(path: string): boolean {
  const match = dynamicPath.exec(path)
  return match !== null && (match[1] === undefined || isLocale(match[1]))
}

export interface DynamicOptions {
  render: Render
  /**
   * The years and months of which there are figures. Of others nothing is made or kept, whoever asks for how many. Asked before each rendering, too:
   * where it throws, the framework need not be troubled, which would make a page without figures.
   */
  periods: () => Promise<readonly string[]>
  /** Takes, after each rendering, why it failed; undefined when it did not. */
  onState?: (fault: string | undefined) => void
  /** Where the same pages are as an onion service. */
  onionOrigin?: string | undefined
  /** Milliseconds since 1970. */
  now?: () => number
}

/**
 * The statistics pages and the API: made by the framework, kept in memory until the figures can have changed, which is
 * when a UTC day ends.
 *
 * @returns a function that answers a path for which {@link isDynamic} holds: with undefined where there is no such page. It throws when
 *   the framework did not answer with 200.
 */
export function createDynamicDocuments({ render, periods, onState = () => {}, onionOrigin, now = Date.now }: DynamicOptions): (path: string) => Promise<Document | undefined> {
  const documents = new Map<string, () => Promise<Document>>()

  async function make(path: string): Promise<Document> {
    await periods()
    const document = await renderDocument(render, path, onionOrigin)
    onState(undefined)
    return document
  }

  return async (path) => {
    try {
      const period = dynamicPath.exec(path)?.[2]
      if (period !== undefined && !(await periods()).includes(period)) return undefined
      const document = documents.get(path) ?? keep(() => make(path), keptFor, now)
      documents.set(path, document)
      return await document()
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
