import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileFolders, fileTypes, uncompressed } from '../../shared/published.ts'
import { makeDocument, type Document } from './document.ts'
import { isPlainPath } from './door.ts'
import { dataHeaders, fileHeaders, plainHeaders, type HeaderList } from './headers.ts'

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
