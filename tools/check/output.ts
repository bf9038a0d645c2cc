import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileStart, finding, type Finding } from '../../shared/content/finding.ts'
import { isPublishable, isReleaseFile, uncompressed } from '../../shared/published.ts'
import { listFiles, openers } from '../kit/files.ts'

/** A published file. `path` is relative to the published folder, `file` to the root. */
export type OutputFile = { path: string, file: string, text: string }

/** What the rules here can read. Nobody would find a wrong number in a picture. */
const readable = /\.(?:html|txt|xml)$/

/**
 * Reads what a build has published. Files that may not be there are findings, and compressed forms that say something else than their file.
 *
 * @param root what the paths in findings are relative to
 * @param folder the published folder, relative to the root
 */
export function readOutput(root: string, folder: string): { files: OutputFile[], findings: Finding[] } {
  const published = join(root, folder)
  // What a release adds for the server are digests, which no rule here can read: `npm run verify` does.
  const paths = existsSync(published) ? listFiles(published).filter(path => !isReleaseFile(path)) : []
  if (paths.length === 0) return { files: [], findings: [finding('output', folder, fileStart)] }
  return {
    files: paths.filter(isReadable)
      .map(path => ({ path, file: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') })),
    findings: paths.filter(path => !isReadable(path)).flatMap(path => strangerFindings(root, folder, path)),
  }
}

function isReadable(path: string): boolean {
  return isPublishable(path) && readable.test(path)
}

function strangerFindings(root: string, folder: string, path: string): Finding[] {
  const original = uncompressed(path)
  const open = Object.entries(openers).find(([suffix]) => path === original + suffix)?.[1]
  if (!open || !isReadable(original)) return [finding('output-file', `${folder}/${path}`, fileStart)]
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
