import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ReleaseKeys } from '../../shared/content/schemas.ts'
import { isReleaseFile, manifestFile } from '../../shared/published.ts'
import { listFiles, writeFiles, type Files } from '../kit/files.ts'
import { git } from '../kit/git.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { countedSignatures, keysFile, parseKeys, publicKeys, signaturesBeside, type SignatureFile } from './signatures.ts'

/** A release that is at hand; `signed`: enough keys have signed it; `bytes`: its manifest as it lies there; `signatures`: those that count. */
export type LastRelease = { manifest: Manifest, bytes: Buffer, signatures: SignatureFile[], signed: boolean }

/** Where releases are made, from the root. */
export const releaseFolder = 'release'

/** Where manifest and signatures of the last signed release are kept when another one is made in its place, from the root. */
const keptFolder = '.data/last-release'

/**
 * The release to compare the next one with: the one that is named, else the newest signed one at hand, else the unsigned one in `release/`.
 *
 * @param keys today's list, for a release whose commit is not known here
 * @param named a release, or its manifest
 * @throws Error when the manifest that was named cannot be read
 */
export function findLastRelease(root: string, keys: ReleaseKeys, named?: string): LastRelease | undefined {
  if (named !== undefined) return readRelease(root, manifestAt(resolve(named)), keys)
  const found = [releaseFolder, keptFolder].map(folder => join(root, folder, manifestFile)).filter(file => existsSync(file)).map(file => readRelease(root, file, keys))
  const [newest] = found.filter(({ signed }) => signed).sort((a, b) => b.manifest.number - a.manifest.number)
  return newest ?? found[0]
}

/** Keeps the manifest and signatures of a release, if it is a signed one, for the comparison with those that take its place. */
export function keepSigned(root: string, folder: string, keys: ReleaseKeys): void {
  const file = join(folder, manifestFile)
  if (!existsSync(file)) return
  const { bytes, signatures, signed } = readRelease(root, file, keys)
  if (!signed) return
  rmSync(join(root, keptFolder), { recursive: true, force: true })
  writeFiles(join(root, keptFolder), releaseFiles(bytes, signatures))
}

function manifestAt(path: string): string {
  return existsSync(path) && statSync(path).isFile() ? path : join(path, manifestFile)
}

/**
 * Reads a release that was made here. By the list of keys of its own commit: by a later one, from which a key was removed, a release that
 * was rightly signed would look unsigned, and the comparison with it would be lost.
 *
 * @throws Error that names the file when it cannot be read
 */
export function readRelease(root: string, file: string, keys: ReleaseKeys): LastRelease {
  const bytes = readFileSync(file)
  const manifest = tryRead(bytes, file)
  const own = keysAt(root, manifest.commit) ?? keys
  const signatures = countedSignatures(bytes, manifest, signaturesBeside(file), publicKeys(own))
  return { manifest, bytes, signatures, signed: signatures.length >= own.threshold }
}

/** The list of keys of a commit that this checkout comes from; a commit elsewhere could hold any list. */
function keysAt(root: string, commit: string | null): ReleaseKeys | undefined {
  if (commit === null || git(root, ['merge-base', '--is-ancestor', commit, 'HEAD']) === undefined) return undefined
  const text = git(root, ['show', `${commit}:./${keysFile}`])
  return text === undefined ? undefined : parseKeys(text, `${keysFile} of ${commit}`)
}

function tryRead(bytes: Buffer, file: string): Manifest {
  try {
    return readManifest(bytes)
  }
  catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'it cannot be read'}`, { cause: error })
  }
}

/**
 * Puts files into a folder, in place of everything that was there.
 *
 * @throws Error when the folder holds something that is no release, so that a mistyped name deletes nothing
 */
export function replaceFolder(folder: string, files: Files): void {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, manifestFile))) {
    throw new Error(`${folder} holds something that is no release: name an empty or new folder`)
  }
  rmSync(folder, { recursive: true, force: true })
  writeFiles(folder, files)
}

/** A manifest and its signatures, by their places. */
export function releaseFiles(bytes: Buffer, signatures: readonly SignatureFile[]): Files {
  return new Map([[manifestFile, bytes], ...signatures.map(({ file, text }): [string, Buffer] => [file, Buffer.from(text)])])
}

/**
 * Puts a manifest and its signatures into a folder, in place of those of an earlier release, and leaves all else: a running server that
 * publishes them tells which release it is, and which channels belong to it.
 */
export function showManifest(folder: string, bytes: Buffer, signatures: readonly SignatureFile[]): void {
  const earlier = existsSync(folder) ? listFiles(folder).filter(isReleaseFile) : []
  for (const file of earlier) rmSync(join(folder, file))
  writeFiles(folder, releaseFiles(bytes, signatures))
}
