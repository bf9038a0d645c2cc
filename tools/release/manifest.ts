import { createHash } from 'node:crypto'
import { z } from 'zod'
import { channelKinds, type Channel } from '../../shared/contacts.ts'
import type { Mirror, Release } from '../../shared/content/schemas.ts'
import { addDays } from '../../shared/day.ts'
import type { Files } from '../kit/files.ts'

/**
 * Days for which a release is valid: long enough that a monthly release is no burden, short enough that whoever holds an old copy back
 * cannot show it for long. As in The Update Framework, whose `expires` serves the same end:
 * https://theupdateframework.github.io/specification/latest/#goals-to-protect-against-specific-attacks
 */
export const validDays = 30

const day = z.iso.date()
const deed = z.strictObject({ on: day, by: z.string() })
const sha256 = z.string().regex(/^[\da-f]{64}$/)

/** Places below the root, so that no manifest leads a reader out of its folder. */
const place = z.string().regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.][\w./-]*$/)

const schema = z.strictObject({
  format: z.literal(1),
  number: z.int().positive(),
  date: day,
  expires: day,
  commit: z.string().regex(/^[\da-f]{40,64}$/).nullable(),
  behind: z.string().regex(/^[^\p{Cc}]+$/u).optional(),
  channels: z.array(z.strictObject({
    key: z.string(),
    kind: z.enum(channelKinds),
    value: z.string().nullable(),
    account_id: z.string().nullable(),
    impostors: z.array(z.string()),
    confirmed: deed.nullable(),
    approved: deed.nullable(),
  })),
  mirrors: z.array(z.strictObject({ kind: z.enum(['web', 'onion', 'copy']), address: z.string(), confirmed: deed })),
  files: z.record(place, z.strictObject({ sha256, size: z.int().nonnegative() })),
})

/**
 * What a release says about itself, and what is signed.
 *
 * - `expires`: the last day on which the release is valid.
 * - `commit`: what it was built from; null when the working tree held changes that no commit has.
 * - `behind`: why it was made though a page that bears on safety was behind another language; absent when none was.
 * - `channels`: every contact channel, in the order of the pages; `impostors` are the names that pages warn of.
 * - `files`: every file but the manifest, its signatures and compressed forms; sizes in bytes.
 */
export type Manifest = z.output<typeof schema>

type Parts = { release: Release, commit: string | null, behind?: string | undefined, channels: readonly Channel[], mirrors: Mirror[], files: Files }

export function createManifest({ release: { number, date }, commit, behind, channels, mirrors, files }: Parts): Manifest {
  return {
    format: 1,
    number,
    date,
    expires: expiryOf(date),
    commit,
    ...behind !== undefined && { behind },
    channels: channels.map(({ key, kind, value, account_id = null, impostors, confirmed, approved }) =>
      ({ key, kind, value, account_id, impostors: (impostors?.handles ?? []).map(({ handle }) => handle), confirmed, approved })),
    mirrors,
    files: Object.fromEntries([...files].map(([file, content]) => [file, digestOf(content)])),
  }
}

/** @param date of the release, `YYYY-MM-DD` @returns the last day on which it is valid */
export function expiryOf(date: string): string {
  return addDays(date, validDays)
}

/** What a manifest says about a file. */
export function digestOf(content: Buffer): { sha256: string, size: number } {
  return { sha256: createHash('sha256').update(content).digest('hex'), size: content.length }
}

/** The bytes that are signed and published. */
export function writeManifest(manifest: Manifest): Buffer {
  return Buffer.from(canonicalJson(manifest))
}

/** @throws Error when the bytes are no manifest, or one in another form than {@link writeManifest} writes */
export function readManifest(bytes: Buffer): Manifest {
  const manifest = schema.safeParse(parse(bytes.toString()))
  if (!manifest.success) throw new Error(`the manifest is not of the known form: ${z.prettifyError(manifest.error).split('\n')[0]}`)
  if (!writeManifest(manifest.data).equals(bytes)) throw new Error('the manifest is not in its canonical form')
  return manifest.data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    return undefined
  }
}

/**
 * JSON of which there is one form only: keys in the order of their UTF-16 code units, two spaces, a line feed at the end. Signatures are
 * over bytes; that a text is in this form shows that no reader can understand it in another way, for example by a key that occurs twice.
 *
 * @param value what `JSON.stringify` can write
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, (_key, part: unknown) => isRecord(part) ? sorted(part) : part, 2)}\n`
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  // Without prototype: a key `__proto__` is a key like others.
  return Object.assign(Object.create(null), Object.fromEntries(Object.entries(record).sort(([a], [b]) => a < b ? -1 : 1)))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
