import type { Content } from '../../shared/content/read.ts'
import { compressedForms } from './compress.ts'
import { createManifest, expiryOf, manifestFile, writeManifest, type Manifest } from './manifest.ts'
import { staticCopy, type Files } from './static-copy.ts'

type Parts = {
  /** What `npm run build` publishes. */
  published: Files
  /** The printed leaflets by name; none: the copy offers none. */
  leaflets?: Files
  content: Pick<Content, 'release' | 'channels' | 'mirrors'>
  commit: string | null
  /** An address of the site, if it is known and no mirror is listed. */
  origin?: string | undefined
}

/**
 * A release: the static copy, its compressed forms and its manifest. The same parts give the same bytes.
 *
 * @returns all files by their place, and the manifest as it stands among them
 */
export function makeRelease({ published, leaflets = new Map(), content: { release, channels, mirrors }, commit, origin }: Parts): { files: Map<string, Buffer>, manifest: Manifest } {
  if (release === null) throw new Error('content/release.yml is wrong: run npm run check')
  const all = new Map([...published, ...[...leaflets].map(([name, content]): [string, Buffer] => [`files/${name}`, content])])
  const copy = staticCopy(all, expiryOf(release.date), printedAddress(mirrors, origin))
  const manifest = createManifest({ release, commit, channels, mirrors, files: copy })
  const compressed = [...copy].flatMap(([file, content]) => compressedForms(file, content))
  return { files: new Map([...copy, ...compressed, [manifestFile, writeManifest(manifest)]]), manifest }
}

/**
 * The address on the leaflets of a copy, which does not know where it will be read: the first that people open in a browser.
 *
 * @returns without a slash at its end; undefined: the leaflets have a line to write on
 */
export function printedAddress(mirrors: Content['mirrors'], origin: string | undefined): string | undefined {
  return mirrors.find(({ kind }) => kind === 'web')?.address.replace(/\/$/, '') ?? origin
}
