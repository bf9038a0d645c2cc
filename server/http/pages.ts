import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { isLocale } from '../../shared/locales.ts'
import { settlePage, withOrigin } from '../../shared/page/places.ts'
import { statusOfPage, uncountedPages } from '../../shared/paths.ts'
import { fileFolders, fileTypes, uncompressed } from '../../shared/published.ts'
import { makeDocument, type Document } from './document.ts'
import { isPlainPath } from './door.ts'
import { isDynamic } from './dynamic.ts'
import { dataHeaders, fileHeaders, plainHeaders, type HeaderList } from './headers.ts'

/** Prerendered files by path, as they were built. */
type BuiltPages = ReadonlyMap<string, Built>

interface Built {
  readonly type: string
  readonly body: Buffer
  readonly brotli: Buffer | undefined
  readonly gzip: Buffer | undefined
}

interface PageOptions {
  siteOrigin: string | undefined
  /** Where the same pages are as an onion service. */
  onionOrigin: string | undefined
  /** `YYYY-MM-DD` (UTC): contact channels whose confirmation has run out by then are no longer shown as current. */
  today: string
}

/**
 * Loads every prerendered page, robots.txt and sitemap.xml into memory, once: later somebody may have put another build in place. But not what the
 * framework makes anew, of which the prerendered form is for copies.
 *
 * @param folder the folder of prerendered files
 * @returns files by path: `/ru`, `/ru/contact`, `/robots.txt`, without a slash at the end.
 * @throws Error when the folder holds no page: then the site was not built.
 */
export function readPages(folder: string): BuiltPages {
  if (!existsSync(folder)) throw new Error(`there are no pages in ${folder}: run npm run build first`)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => file.replaceAll('\\', '/'))
  if (!files.some(file => file.endsWith('/index.html'))) throw new Error(`there is no page in ${folder}: run npm run build first`)
  return new Map(files
    .filter(file => /^(?:\w\w\/(?:[\w-]+\/)?index\.html|robots\.txt|sitemap\.xml)$/.test(file) && !isDynamic(pathOf(file)))
    .map(file => [pathOf(file), {
      type: typeOf(file),
      body: readFileSync(join(folder, file)),
      brotli: readIfThere(join(folder, `${file}.br`)),
      gzip: readIfThere(join(folder, `${file}.gz`)),
    }]))
}

/** Makes of what was built what is right on a day. */
export async function makePages(built: BuiltPages, { siteOrigin, onionOrigin, today }: PageOptions): Promise<Map<string, Document>> {
  const documents = [...built].map(async ([path, { type, body, brotli, gzip }]): Promise<[string, Document]> => {
    const [, first, name = ''] = path.split('/')
    const text = body.toString()
    const settled = withOrigin(settlePage(text, { place: 'site', day: today, address: siteOrigin && `${siteOrigin}/${first}`, onionOrigin }), path, siteOrigin)
    return [path, await makeDocument({
      status: statusOfPage(name),
      type,
      locale: isLocale(first) ? first : undefined,
      counts: !uncountedPages.includes(name),
      body: Buffer.from(settled),
      onionAddress: onionOrigin && onionOrigin + path,
      ...settled === text ? { brotli, gzip } : {},
    })]
  })
  return new Map(await Promise.all(documents))
}

function pathOf(file: string): string {
  return `/${file.replace(/\/index\.html$/, '')}`
}

function typeOf(file: string): string {
  if (file.endsWith('.html')) return 'text/html; charset=utf-8'
  return file.endsWith('.xml') ? 'application/xml; charset=utf-8' : 'text/plain; charset=utf-8'
}

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined
}

/**
 * Loads the published files into memory.
 *
 * @param folder the folder of the built site
 * @returns answers by path, for example `/files/info-ru.html`; none of them counts as a visit when it is opened
 * @throws Error with the name of a file that cannot be served: of a type that is not listed here, or with a name that no request may have
 */
export async function loadFiles(folder: string): Promise<Map<string, Document>> {
  const names = fileFolders.flatMap(name => list(join(folder, name)).map(file => `${name}/${file}`))
  return new Map(await Promise.all(names.map(async (name): Promise<[string, Document]> => [`/${name}`, await loadFile(folder, name)])))
}

function list(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && uncompressed(entry.name) === entry.name)
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
    .sort()
}

async function loadFile(folder: string, name: string): Promise<Document> {
  const type = fileTypes[extname(name)]
  if (type === undefined) throw new Error(`${name} in ${folder} cannot be served: its ending is none of ${Object.keys(fileTypes).join(', ')}`)
  // No file is published that nobody can open.
  if (!isPlainPath(`/${name}`)) {
    throw new Error(`${name} in ${folder} cannot be served: a name may hold Latin letters, digits, ".", "_" and "-" only, and begins with no "."`)
  }
  const file = join(folder, name)
  return makeDocument({
    status: 200,
    type,
    locale: undefined,
    body: readFileSync(file),
    headers: headersOfFile(name, type),
    brotli: readIfThere(`${file}.br`),
    gzip: readIfThere(`${file}.gz`),
  })
}

/** A verifier elsewhere reads manifests and signatures; pages and leaflets are saved, for opened here they would run under our name. */
function headersOfFile(name: string, type: string): HeaderList {
  if (/\.(?:json|minisig)$/.test(name)) return dataHeaders(type)
  if (name.startsWith('.well-known/')) return plainHeaders(type)
  return fileHeaders(type, /\.(?:html|pdf)$/.test(name) ? basename(name) : undefined)
}
