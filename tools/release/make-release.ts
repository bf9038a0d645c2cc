import type { Content } from '../../shared/content/read.ts'
import { git } from '../kit/git.ts'
import { compressedForms, type Files } from '../kit/files.ts'
import { manifestFile } from '../../shared/published.ts'
import { createManifest, expiryOf, writeManifest, type Manifest } from './manifest.ts'
import { staticCopy } from './static-copy.ts'

type Parts = {
  /** What `npm run build` publishes. */
  published: Files
  content: Pick<Content, 'release' | 'channels' | 'mirrors'>
  commit: string | null
  /** Why it is made though pages are behind another language. */
  behind?: string | undefined
  /** An address of the site, if it is known and no mirror is listed. */
  origin?: string | undefined
}

/** A release: its files by their places, the manifest among them, and that manifest by its bytes, too. */
export type Made = { files: Map<string, Buffer>, manifest: Manifest, bytes: Buffer }

/**
 * The static copy, its compressed forms and its manifest. The same parts give the same bytes.
 *
 * @throws Error when `content/release.yml` is wrong, and as {@link staticCopy} does
 */
export function makeRelease({ published, content: { release, channels, mirrors }, commit, behind, origin }: Parts): Made {
  if (release === null) throw new Error('content/release.yml is wrong: run npm run check')
  const copy = staticCopy(published, expiryOf(release.date), printedAddress(mirrors, origin))
  const manifest = createManifest({ release, commit, behind, channels, mirrors, files: copy })
  const bytes = writeManifest(manifest)
  const compressed = [...copy].flatMap(([file, content]) => compressedForms(file, content))
  return { files: new Map([...copy, ...compressed, [manifestFile, bytes]]), manifest, bytes }
}

/**
 * The address on the leaflet of a copy, which does not know where it will be read: the first that people open in a browser.
 *
 * @returns without a slash at its end; undefined: the leaflet has a line to write on
 */
export function printedAddress(mirrors: Content['mirrors'], origin: string | undefined): string | undefined {
  return mirrors.find(({ kind }) => kind === 'web')?.address.replace(/\/$/, '') ?? origin
}

/**
 * The commit that a folder was checked out from, and a release is made from.
 *
 * @param uncommitted whether one may be made that nobody else could build
 * @returns null for such a folder: files differ from the commit, or there is none
 * @throws Error for such a folder when that is not wanted
 */
export function commitToBuild(root: string, uncommitted: boolean): string | null {
  const commit = git(root, ['status', '--porcelain']) === '' ? git(root, ['rev-parse', 'HEAD'])?.trim() ?? null : null
  if (commit !== null || uncommitted) return commit
  const isRepository = git(root, ['rev-parse', 'HEAD']) !== undefined
  const what = isRepository ? 'there are changes that no commit has: commit them first' : 'this folder is no git repository with a commit: clone one'
  throw new Error(`${what}, so that others can build what is signed, or try out what is here with --uncommitted`)
}

/**
 * `content/release.yml` with the number raised by one and the date of today; comments and all else stay.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 * @throws Error when number or date are not where they are expected
 */
export function nextRelease(yaml: string, today: string): { text: string, number: number } {
  const current = /^number: (\d+)$/m.exec(yaml)?.[1]
  const date = /^date: "[^"\n]*"$/m
  if (current === undefined || !date.test(yaml)) throw new Error('content/release.yml lacks a line “number: 1” or “date: "2026-11-24"”')
  const number = Number(current) + 1
  return { number, text: yaml.replace(/^number: \d+$/m, `number: ${number}`).replace(date, `date: "${today}"`) }
}
