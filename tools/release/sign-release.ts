import type { PublicKey } from '../minisign/public-key.ts'
import type { SecretKey } from '../minisign/secret-key.ts'
import { signFile } from '../minisign/signature.ts'
import type { Manifest } from './manifest.ts'
import { judgeSignatures, signaturePlace, trustedComment, type SignatureFile } from './signatures.ts'

type Parts = {
  bytes: Buffer
  manifest: Manifest
  /** Signatures that lie there already, for example those of other people; those that fit are kept. */
  present: readonly SignatureFile[]
  secrets: readonly SecretKey[]
  keys: readonly PublicKey[]
}

/**
 * The signatures of a release, in the order in which they were made, one a key.
 *
 * @throws Error for a secret key whose public key is not among the known ones: nobody would count its signature
 */
export function signRelease({ bytes, manifest, present, secrets, keys }: Parts): SignatureFile[] {
  const unknown = secrets.find(({ id }) => !keys.some(key => key.id.equals(id)))
  if (unknown) throw new Error(`the public key of ${unknown.name} is not in release-keys.yml: add it, commit that, and sign then`)
  const trusted = trustedComment(manifest)
  const made = secrets.map(secret => ({ file: '', text: signFile(bytes, secret, { untrusted: `signature of release ${manifest.number}`, trusted }) }))
  const all = [...present, ...made]
  const judged = judgeSignatures(bytes, trusted, all, keys)
  return all.filter((_signature, index) => judged[index] !== undefined && 'key' in judged[index])
    .map(({ text }, index) => ({ file: signaturePlace(index), text }))
}
