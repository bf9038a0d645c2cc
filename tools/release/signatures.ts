import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { formatFindings } from '../../shared/content/finding.ts'
import { schemaFindings } from '../../shared/content/schema-findings.ts'
import { contentSchemas, type ReleaseKeys } from '../../shared/content/schemas.ts'
import { readYaml } from '../../shared/content/yaml.ts'
import { utcDay } from '../../shared/day.ts'
import { manifestFile } from '../../shared/published.ts'
import type { Manifest } from './manifest.ts'
import { isSignedBy, readPublicKey, readSignature, type PublicKey, type Signature } from '../kit/minisign.ts'

/** A signature file; `file` is its place below the root. */
export type SignatureFile = { file: string, text: string }

/** The list of public keys, from the root. */
export const keysFile = 'release-keys.yml'

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

/** The signatures beside a manifest, in the order in which they were added: as text, 10 would stand before 2, and both before the first. */
export function signaturesBeside(manifest: string): SignatureFile[] {
  const folder = dirname(manifest)
  if (!existsSync(folder)) return []
  return readdirSync(folder).map(name => `${dirname(manifestFile)}/${name}`).filter(isSignaturePlace)
    .toSorted((a, b) => numberOf(a) - numberOf(b))
    .map(file => ({ file, text: readFileSync(join(folder, basename(file)), 'utf8') }))
}

function numberOf(place: string): number {
  return Number(signaturePlaces.exec(place)?.[1] ?? 1)
}

/** What signatures say beside the file, and are over as well: an old or expired release cannot be passed off as another. */
export function trustedComment({ number, expires }: Pick<Manifest, 'number' | 'expires'>): string {
  return `number:${number} expires:${expires}`
}

/**
 * Reads a list of public keys, of the form of `release-keys.yml`.
 *
 * @param file the name by which faults are told
 * @throws Error with what is wrong
 */
export function parseKeys(text: string, file: string): ReleaseKeys {
  const yaml = readYaml(text, file)
  const { releaseKeys } = contentSchemas(utcDay())
  const result = releaseKeys.safeParse(yaml.value, { reportInput: true })
  if (result.success && yaml.findings.length === 0) return result.data
  throw new Error(formatFindings([...yaml.findings, ...result.success ? [] : schemaFindings(result.error, yaml, file)]))
}

/** The same from a file. */
export function readKeys(file: string): ReleaseKeys {
  return parseKeys(readFileSync(file, 'utf8'), file)
}

export function publicKeys({ keys }: ReleaseKeys): PublicKey[] {
  return keys.map(({ key }) => readPublicKey(key))
}

/** A signature that counts, by `key`; or why one does not. */
type Judged = { file: string, key: PublicKey } | { file: string, problem: string }

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

/** Those that count, each at the place at which it will be looked for. */
export function countedSignatures(bytes: Buffer, manifest: Manifest, signatures: readonly SignatureFile[], keys: readonly PublicKey[]): SignatureFile[] {
  const judged = judgeSignatures(bytes, trustedComment(manifest), signatures, keys)
  return signatures.filter((_signature, index) => judged[index] !== undefined && 'key' in judged[index])
    .map(({ text }, index) => ({ file: signaturePlace(index), text }))
}

function tryRead(text: string): Signature | string {
  try {
    return readSignature(text)
  }
  catch (error) {
    return error instanceof Error ? error.message : 'this cannot be read'
  }
}
