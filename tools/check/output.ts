import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { finding, type Finding } from '../../shared/content/finding.ts'
import { fileStart } from '../../shared/content/place.ts'
import { listFiles } from '../release/folder.ts'

/** A published file. `path` is relative to the published folder, `file` to the root. */
export type OutputFile = { path: string, file: string, text: string }

/** What may be published; everything else is either a leftover of a tool or something that no check reads. */
const publishable = /(?:\.html|^robots\.txt|^sitemap\.xml|^\.well-known\/security\.txt)$/

/** What a release adds for the server: digests, which no rule here can read. `npm run verify` does. */
const ofRelease = /^\.well-known\/release\.json(?:\.\d+)?(?:\.minisig)?$/

const decompress = { '.gz': gunzipSync, '.br': brotliDecompressSync } as const

/**
 * Reads what a build has published. Files that may not be there are findings, and compressed forms that say something else than their file.
 *
 * @param root what the paths in findings are relative to
 * @param folder the published folder, relative to the root
 */
export function readOutput(root: string, folder: string): { files: OutputFile[], findings: Finding[] } {
  const published = join(root, folder)
  const paths = existsSync(published) ? listFiles(published).filter(path => !ofRelease.test(path)) : []
  if (paths.length === 0) return { files: [], findings: [finding('output', folder, fileStart)] }
  return {
    files: paths.filter(path => publishable.test(path))
      .map(path => ({ path, file: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') })),
    findings: paths.filter(path => !publishable.test(path)).flatMap(path => strangerFindings(root, folder, path)),
  }
}

function strangerFindings(root: string, folder: string, path: string): Finding[] {
  const [suffix, open] = Object.entries(decompress).find(([suffix]) => path.endsWith(suffix)) ?? []
  const original = suffix && path.slice(0, -suffix.length)
  if (!open || !original || !publishable.test(original)) return [finding('output-file', `${folder}/${path}`, fileStart)]
  if (matches(join(root, folder, path), join(root, folder, original), open)) return []
  return [finding('output-compressed', `${folder}/${path}`, fileStart, { original })]
}

function matches(compressed: string, original: string, open: (bytes: Buffer) => Buffer): boolean {
  try {
    return open(readFileSync(compressed)).equals(readFileSync(original))
  }
  catch {
    return false
  }
}
