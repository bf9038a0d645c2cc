import type { Content } from '../../shared/content/read.ts'
import { compressedForms } from './compress.ts'
import { createManifest, expiryOf, manifestFile, writeManifest, type Manifest } from './manifest.ts'
import { staticCopy, type Files } from './static-copy.ts'

type Parts = { published: Files, content: Pick<Content, 'release' | 'channels' | 'mirrors'>, commit: string | null }

/**
 * A release: the static copy, its compressed forms and its manifest. The same parts give the same bytes.
 *
 * @param published what `npm run build` publishes
 * @returns all files by their place, and the manifest as it stands among them
 */
export function makeRelease({ published, content: { release, channels, mirrors }, commit }: Parts): { files: Map<string, Buffer>, manifest: Manifest } {
  if (release === null) throw new Error('content/release.yml is wrong: run npm run check')
  // A copy does not know where it will be read: its leaflet names the first address that people open in a browser.
  const address = mirrors.find(({ kind }) => kind === 'web')?.address.replace(/\/$/, '')
  const copy = staticCopy(published, expiryOf(release.date), address)
  const manifest = createManifest({ release, commit, channels, mirrors, files: copy })
  const compressed = [...copy].flatMap(([file, content]) => compressedForms(file, content))
  return { files: new Map([...copy, ...compressed, [manifestFile, writeManifest(manifest)]]), manifest }
}
