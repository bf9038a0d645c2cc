import { globSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { localeCodes } from '../../shared/locales.ts'

const locale = `(?:${localeCodes.join('|')})`

/** With its ending, and that of the unfinished file, it has to stay below the 255 bytes that file systems allow. */
const name = '[a-z0-9-]{1,200}'

/** The files that the editor may read and write; no other path leaves or enters it. */
const editable = new RegExp(`^(?:content/${locale}/${name}\\.md|content/contacts/${name}\\.yml|content/(?:timeline|figures|sources|menu|publisher|mirrors|leave)\\.yml|locales/${locale}\\.json)$`)

/** One file to write: `before` is what the editor last knew of it (null: it was not there), `text` what it shall be (null: gone). */
export const changeSchema = z.strictObject({
  path: z.string().regex(editable, { error: 'the editor may not write this file' }),
  before: z.string().nullable(),
  text: z.string().max(1_000_000).nullable(),
})

export type Change = z.output<typeof changeSchema>

/**
 * Whether a path names a plain file or nothing yet, in plain folders. Of a link nobody knows where it leads: the editor would show what lies
 * outside, or write there.
 */
export function isPlain(project: string, path: string): boolean {
  const names = path.split('/')
  return names.every((_, index) => {
    const entry = lstatSync(join(project, ...names.slice(0, index + 1)), { throwIfNoEntry: false })
    return entry === undefined || (index < names.length - 1 ? entry.isDirectory() : entry.isFile())
  })
}

/** The texts of all files that the editor may change, by their path. */
export function readFiles(project: string): Record<string, string> {
  const files = globSync(['content/*/*.{md,yml}', 'content/*.yml', 'locales/*.json'], { cwd: project })
    .map(file => file.replaceAll('\\', '/')).filter(file => editable.test(file) && isPlain(project, file)).sort()
  return Object.fromEntries(files.map(file => [file, readFileSync(join(project, file), 'utf8')]))
}

/** Writes in one step, so that neither the preview nor a power cut meets half a file. */
export function writeChange(project: string, { path, text }: Change): void {
  const file = join(project, path)
  if (text === null) {
    rmSync(file)
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  const unfinished = `${file}.${process.pid}.tmp`
  writeFileSync(unfinished, text)
  renameSync(unfinished, file)
}
