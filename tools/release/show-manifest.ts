import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles, writeFiles } from './folder.ts'
import { manifestFile } from './manifest.ts'
import { isReleaseFile, type SignatureFile } from './signatures.ts'

/**
 * Puts a manifest and its signatures among what the running server publishes, in place of those of an earlier release: it tells which
 * release this is, and which channels belong to it.
 *
 * @param published the folder of the built site
 */
export function showManifest(published: string, bytes: Buffer, signatures: readonly SignatureFile[]): void {
  const earlier = existsSync(published) ? listFiles(published).filter(isReleaseFile) : []
  for (const file of earlier) rmSync(join(published, file))
  writeFiles(published, new Map([[manifestFile, bytes], ...signatures.map(({ file, text }): [string, Buffer] => [file, Buffer.from(text)])]))
}
