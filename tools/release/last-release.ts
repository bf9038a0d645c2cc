import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { ReleaseKeys } from '../../shared/content/schemas.ts'
import { writeFiles } from './folder.ts'
import { manifestFile, readManifest, type Manifest } from './manifest.ts'
import { judgeSignatures, publicKeys, signaturePlace, trustedComment, type SignatureFile } from './signatures.ts'

/** A release that is at hand; `signed`: enough known keys have signed it; `bytes`: its manifest as it lies there. */
export type LastRelease = { manifest: Manifest, bytes: Buffer, signed: boolean }

/** Where releases are made, from the root. */
export const releaseFolder = 'release'

/** Where manifest and signatures of the last signed release are kept when another one is made in its place, from the root. */
const keptFolder = '.data/last-release'

/**
 * The release to compare the next one with: the one that is named, else the newest signed one at hand, else the unsigned one in `release/`.
 *
 * @param named a release, or its manifest
 * @throws Error when the manifest that was named cannot be read
 */
export function findLastRelease(root: string, keys: ReleaseKeys, named?: string): LastRelease | undefined {
  if (named !== undefined) return readRelease(manifestAt(resolve(named)), keys)
  const found = [releaseFolder, keptFolder].map(folder => join(root, folder, manifestFile)).filter(file => existsSync(file)).map(file => readRelease(file, keys))
  const [newest] = found.filter(({ signed }) => signed).sort((a, b) => b.manifest.number - a.manifest.number)
  return newest ?? found[0]
}

/** Keeps the manifest and signatures of a release, if it is a signed one, for the comparison with those that take its place. */
export function keepSigned(root: string, folder: string, keys: ReleaseKeys): void {
  const file = join(folder, manifestFile)
  if (!existsSync(file)) return
  const { bytes, signed } = readRelease(file, keys)
  if (!signed) return
  rmSync(join(root, keptFolder), { recursive: true, force: true })
  writeFiles(join(root, keptFolder), new Map([[manifestFile, bytes], ...signaturesBeside(file).map(({ file, text }): [string, Buffer] => [file, Buffer.from(text)])]))
}

function manifestAt(path: string): string {
  return existsSync(path) && statSync(path).isFile() ? path : join(path, manifestFile)
}

function readRelease(file: string, keys: ReleaseKeys): LastRelease {
  const bytes = readFileSync(file)
  const manifest = tryRead(bytes, file)
  const judged = judgeSignatures(bytes, trustedComment(manifest), signaturesBeside(file), publicKeys(keys))
  return { manifest, bytes, signed: judged.filter(signature => 'key' in signature).length >= keys.threshold }
}

/** @throws Error that names the file */
function tryRead(bytes: Buffer, file: string): Manifest {
  try {
    return readManifest(bytes)
  }
  catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'it cannot be read'}`, { cause: error })
  }
}

function signaturesBeside(file: string): SignatureFile[] {
  const root = dirname(dirname(file))
  const signatures: SignatureFile[] = []
  for (let place = signaturePlace(0); existsSync(join(root, place)); place = signaturePlace(signatures.length)) {
    signatures.push({ file: place, text: readFileSync(join(root, place), 'utf8') })
  }
  return signatures
}
