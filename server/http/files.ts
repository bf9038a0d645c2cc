import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { makeDocument, type Document } from './document.ts'
import { dataHeaders, fileHeaders, plainHeaders, type HeaderList } from './headers.ts'

/** What is published beside the pages: copies, leaflets and pictures, and what RFC 8615 gives a fixed place. */
const folders = ['files', '.well-known'] as const

/** What the door admits, so that no file is published that nobody can open. */
const openable = /^[a-z0-9_-][a-z0-9._-]*(?:\/[a-z0-9_-][a-z0-9._-]*)*$/i

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.minisig': 'text/plain; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Loads the published files into memory.
 *
 * @param folder the folder of the built site
 * @returns answers by path, for example `/files/info-ru.html`; none of them counts as a visit when it is opened
 * @throws Error with the name of a file that cannot be served: of a type that is not listed here, or with a name that no request may have
 */
export async function loadFiles(folder: string): Promise<Map<string, Document>> {
  const names = folders.flatMap(name => list(join(folder, name)).map(file => `${name}/${file}`))
  return new Map(await Promise.all(names.map(async (name): Promise<[string, Document]> => [`/${name}`, await loadFile(folder, name)])))
}

function list(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
    .sort()
}

async function loadFile(folder: string, name: string): Promise<Document> {
  const type = types[extname(name)]
  if (type === undefined) throw new Error(`${name} in ${folder} cannot be served: its ending is none of ${Object.keys(types).join(', ')}`)
  if (!openable.test(name.replace(/^\.well-known\//, ''))) {
    throw new Error(`${name} in ${folder} cannot be served: a name may hold Latin letters, digits, ".", "_" and "-" only, and begins with no "."`)
  }
  const file = join(folder, name)
  return makeDocument({
    status: 200,
    type,
    locale: undefined,
    body: readFileSync(file),
    headers: headersOf(name, type),
    brotli: readIfThere(`${file}.br`),
    gzip: readIfThere(`${file}.gz`),
  })
}

/** A verifier elsewhere reads manifests and signatures; pages and leaflets are saved, for opened here they would run under our name. */
function headersOf(name: string, type: string): HeaderList {
  if (/\.(?:json|minisig)$/.test(name)) return dataHeaders(type)
  if (name.startsWith('.well-known/')) return plainHeaders(type)
  return fileHeaders(type, /\.(?:html|pdf)$/.test(name) ? basename(name) : undefined)
}

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined
}
