import type { ReleaseKeys } from '../../shared/content/schemas.ts'
import { readPublicKey, type PublicKey } from '../minisign/public-key.ts'
import { isSignedBy, readSignature, type Signature } from '../minisign/signature.ts'
import { manifestFile, type Manifest } from './manifest.ts'

/** A signature file; `file` is its place below the root. */
export type SignatureFile = { file: string, text: string }

/**
 * Where signatures lie: beside the manifest, the first under the name at which minisign looks for it, the others with a number from 2.
 *
 * @param index counts from 0
 */
export function signaturePlace(index: number): string {
  return `${manifestFile}${index === 0 ? '' : `.${index + 1}`}.minisig`
}

const signaturePlaces = /^\.well-known\/release\.json(?:\.(\d+))?\.minisig$/

export function isSignaturePlace(file: string): boolean {
  return signaturePlaces.test(file)
}

/** Those of the files that are signatures, in the order in which they were made: as text, 10 would stand before 2, and both before the first. */
export function signaturesAmong(files: readonly string[]): string[] {
  return files.filter(isSignaturePlace).toSorted((a, b) => numberOf(a) - numberOf(b))
}

function numberOf(place: string): number {
  return Number(signaturePlaces.exec(place)?.[1] ?? 1)
}

/** Whether a file is what a release says about itself: its manifest, or a signature of that. */
export function isReleaseFile(file: string): boolean {
  return file === manifestFile || isSignaturePlace(file)
}

/** What signatures say beside the file, and are over as well: an old or expired release cannot be passed off as another. */
export function trustedComment({ number, expires }: Pick<Manifest, 'number' | 'expires'>): string {
  return `number:${number} expires:${expires}`
}

export function publicKeys({ keys }: ReleaseKeys): PublicKey[] {
  return keys.map(({ key }) => readPublicKey(key))
}

/** A signature that counts, by `key`; or why one does not. */
export type Judged = { file: string, key: PublicKey } | { file: string, problem: string }

/** Judges each signature over a manifest. A key counts once, however often and under whatever names it has signed. */
export function judgeSignatures(bytes: Buffer, comment: string, signatures: readonly SignatureFile[], keys: readonly PublicKey[]): Judged[] {
  const used = new Set<PublicKey>()
  return signatures.map(({ file, text }): Judged => {
    const signature = tryRead(text)
    if (typeof signature === 'string') return { file, problem: `${file}: ${signature}` }
    const named = keys.filter(({ id }) => id.equals(signature.id))
    if (named.length === 0) return { file, problem: `${file} is by the key ${signature.keyName}, which is not among the known keys` }
    const key = named.find(key => isSignedBy(bytes, signature, key))
    if (!key) return { file, problem: `${file} does not fit the manifest: the manifest or the signature has been changed` }
    if (signature.trustedComment !== comment) return { file, problem: `${file} says “${signature.trustedComment}”, the manifest “${comment}”` }
    if (used.has(key)) return { file, problem: `${file} is another signature by the key ${key.name}: the same key counts once` }
    used.add(key)
    return { file, key }
  })
}

function tryRead(text: string): Signature | string {
  try {
    return readSignature(text)
  }
  catch (error) {
    return error instanceof Error ? error.message : 'this cannot be read'
  }
}
