import type { Locale } from '../../shared/locales.ts'
import type { SaveOutcome } from '../protocol.ts'
import { toolWords } from '../../shared/tool-words.ts'

// Sveltia CMS works on a folder through the File System API. Here the folder is the project on this computer, behind the server of
// `npm run edit`: no browser asks for a permission, every browser can do it, and what is wrong is refused before it is written.

/** A folder that has files; what is written goes to the server at once. */
class FolderHandle {
  readonly kind = 'directory'
  readonly name: string
  readonly #files: Files
  readonly #path: string

  /** @param path from the project, with `/` at its end; empty for the project itself */
  constructor(files: Files, path: string) {
    this.#files = files
    this.#path = path
    this.name = path.split('/').at(-2) ?? ''
  }

  async getDirectoryHandle(name: string, { create = false }: { create?: boolean } = {}): Promise<FolderHandle> {
    const path = `${this.#path}${name}/`
    if (!create && !this.#files.paths().some(file => file.startsWith(path))) throw notFound(path)
    return new FolderHandle(this.#files, path)
  }

  async getFileHandle(name: string, { create = false }: { create?: boolean } = {}): Promise<FileHandle> {
    const path = this.#path + name
    if (!create && this.#files.read(path) === undefined) throw notFound(path)
    return new FileHandle(this.#files, path)
  }

  async* entries(): AsyncGenerator<[string, FolderHandle | FileHandle]> {
    const names = this.#files.paths().filter(path => path.startsWith(this.#path)).map(path => path.slice(this.#path.length))
    for (const name of new Set(names.map(name => name.replace(/(?<=\/).*/, '')))) {
      if (name.endsWith('/')) yield [name.slice(0, -1), new FolderHandle(this.#files, this.#path + name)]
      else yield [name, new FileHandle(this.#files, this.#path + name)]
    }
  }

  /** A folder is gone with its last file. */
  async removeEntry(name: string): Promise<void> {
    if (this.#files.read(this.#path + name) !== undefined) await this.#files.write(this.#path + name, null)
  }

  /** Where a file of that name is in the project. */
  pathOf(name: string): string {
    return this.#path + name
  }
}

class FileHandle {
  readonly kind = 'file'
  readonly #files: Files
  #path: string
  #unsaved: string | undefined

  constructor(files: Files, path: string) {
    this.#files = files
    this.#path = path
  }

  get name(): string {
    return this.#path.split('/').at(-1) ?? ''
  }

  async getFile(): Promise<File> {
    return new File([this.#unsaved ?? this.#files.read(this.#path) ?? ''], this.name)
  }

  async createWritable(): Promise<{ write: (data: string | Blob) => Promise<void>, close: () => Promise<void> }> {
    return {
      write: async (data) => {
        this.#unsaved = typeof data === 'string' ? data : await data.text()
      },
      // Sveltia CMS writes a temporary file and moves it, so that no watcher reads half a file; the server writes it in one step.
      close: async () => {
        if (this.name.startsWith('.')) return
        await this.#save(this.#path)
      },
    }
  }

  async move(folder: FolderHandle, name: string): Promise<void> {
    const from = this.#path
    const to = folder.pathOf(name)
    this.#unsaved ??= this.#files.read(from)
    await this.#save(to)
    if (from !== to && this.#files.read(from) !== undefined) await this.#files.write(from, null)
    this.#path = to
  }

  async #save(path: string): Promise<void> {
    const text = this.#unsaved
    if (text !== undefined) await this.#files.write(path, text)
    this.#unsaved = undefined
  }
}

/** The files of the project as they were read or last written, by their path. */
export type Files = {
  paths: () => string[]
  read: (path: string) => string | undefined
  /** @throws Error that says why the server refused it; then nothing was written */
  write: (path: string, text: string | null) => Promise<void>
}

/**
 * Reads the folder and gives it to Sveltia CMS in place of the private file system of its `test-repo` backend.
 *
 * @param language in which the server says why it refuses
 */
export async function openFolder(language: Locale): Promise<void> {
  const files = await connect('folder/', language)
  // The handle that Sveltia CMS asks for is the private file system itself; the project is the one folder in it. Erasing "all data"
  // in its settings removes that folder from its parent: this parent removes nothing.
  const outside: Files = { paths: () => [], read: () => undefined, write: () => Promise.resolve() }
  const parent = new FolderHandle(outside, '')
  parent.getDirectoryHandle = () => Promise.resolve(new FolderHandle(files, ''))
  Object.defineProperty(navigator.storage, 'getDirectory', { value: () => Promise.resolve(parent) })
  localStorage.setItem('sveltia-cms.user', JSON.stringify({ backendName: 'test-repo' }))
}

async function connect(address: string, language: Locale): Promise<Files> {
  const response = await fetch(address)
  const known = new Map<string, string>(Object.entries(await response.json()))
  return {
    paths: () => [...known.keys()],
    read: path => known.get(path),
    async write(path, text) {
      const { refused } = await post(address, language, { path, before: known.get(path) ?? null, text })
      if (refused !== null) throw new Error(refused)
      if (text === null) known.delete(path)
      else known.set(path, text)
    },
  }
}

/** @throws Error with `noAnswer` when the server has ended or failed */
async function post(address: string, language: Locale, change: unknown): Promise<SaveOutcome> {
  try {
    const headers = { 'Content-Type': 'application/json', 'Accept-Language': language }
    const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(change) })
    return await answer.json()
  }
  catch {
    throw new Error(toolWords[language].editor.refusals.noAnswer)
  }
}

function notFound(path: string): DOMException {
  return new DOMException(`${path} is not there`, 'NotFoundError')
}
