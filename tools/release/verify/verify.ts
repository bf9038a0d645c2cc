import { addDays, utcDay } from '../../../shared/day.ts'
import { isLocale, localeCodes } from '../../../shared/locales.ts'
import { manifestFile } from '../../../shared/published.ts'
import { expiryOf, readManifest, validDays, type Manifest } from '../manifest.ts'
import type { PublicKey } from '../../kit/minisign.ts'
import { judgeSignatures, signaturePlace, trustedComment, type SignatureFile } from '../signatures.ts'
import type { CopyReader, Reading } from './copy-reader.ts'
import { NoAnswer } from './ask.ts'
import { onionProblems, verifyFiles } from './verify-files.ts'
import { verifyChannels } from './verify-pages.ts'

export type VerifyOptions = {
  keys: readonly PublicKey[]
  /** How many keys have to have signed. */
  threshold: number
  /** The number of the newest release that is known; an older one is refused. */
  atLeast?: number | undefined
  /** The UTC day, `YYYY-MM-DD`. */
  today?: string | undefined
  /**
   * The address is a running server, which makes its pages for itself: their bytes are not those of the copy. Only the manifest, the
   * channels on its pages and where it sends readers are checked.
   */
  live?: boolean | undefined
  /** Addresses of others to which pages of a running server may lead; by default none. */
  links?: ReadonlySet<string> | undefined
}

/** What was found: the manifest, if it can be read, the keys that have signed it, and everything that is wrong, in plain words. */
export type Verdict = { manifest: Manifest | undefined, signers: PublicKey[], problems: string[] }

/** A manifest of all pages in all languages has 20 kB, a signature 300 bytes, a page 100 kB. In bytes. */
const mostManifest = 5_000_000
const mostSignature = 10_000
const mostPage = 2_000_000

/** Of a release; more than any threshold. */
const mostSignatures = 20

/** Checks a copy: signatures, validity, number, every file, and the channels that its pages print. An address that is silent is a problem, too. */
export async function verifyCopy(copy: CopyReader, options: VerifyOptions): Promise<Verdict> {
  try {
    return await verify(copy, options)
  }
  catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return { manifest: undefined, signers: [], problems: [`it ${error.message}`] }
  }
}

async function verify(copy: CopyReader, { keys, threshold, atLeast = 1, today = utcDay(), live = false, links = new Set() }: VerifyOptions): Promise<Verdict> {
  const reading = await copy.read(manifestFile, mostManifest)
  const { forms, instead } = reading
  const bytes = forms.get('')
  if (!bytes) return { manifest: undefined, signers: [], problems: [`there is no ${manifestFile}: ${instead ?? 'this is no release, or its manifest was removed'}`] }
  const manifest = tryRead(bytes)
  if (manifest instanceof Error) return { manifest: undefined, signers: [], problems: [manifest.message] }
  const { pages, problems: pageProblems } = await (live ? readLivePages(copy, manifest) : readPages(copy, manifest))
  const signatures = await verifySignatures(copy, bytes, manifest, keys, threshold)
  return {
    manifest,
    signers: signatures.signers,
    // Once what is the same on every page.
    problems: unique([
      ...formProblems(manifestFile, reading),
      ...signatures.problems,
      ...dateProblems(manifest, today),
      ...manifest.expires < today ? [`the release expired on ${manifest.expires}: ask for a newer one`] : [],
      ...manifest.number < atLeast ? [`this is release ${manifest.number}, an old one: release ${atLeast} is known`] : [],
      ...live ? [] : await verifyFiles(copy, manifest),
      ...pageProblems,
      ...verifyChannels(pages, manifest, live ? links : undefined),
      ...copy.traces(),
    ]),
  }
}

/** Whatever was signed: whoever holds keys, or has stolen them, must not make a release that is valid for ever. Clocks may be a day apart. */
function dateProblems({ date, expires }: Manifest, today: string): string[] {
  return [
    ...expires === expiryOf(date) ? [] : [`the manifest says that it is valid until ${expires}: a release of ${date} is valid for ${validDays} days, until ${expiryOf(date)}`],
    ...date > addDays(today, 1) ? [`the release is of ${date}, a day that has not come`] : [],
  ]
}

async function verifySignatures(copy: CopyReader, bytes: Buffer, manifest: Manifest, keys: readonly PublicKey[], threshold: number): Promise<Pick<Verdict, 'signers' | 'problems'>> {
  const { found, problems } = await readSignatures(copy)
  const judged = judgeSignatures(bytes, trustedComment(manifest), found, keys)
  const signers = judged.flatMap(signature => 'key' in signature ? [signature.key] : [])
  const known = keys.length === 0 ? '; no key is known' : ''
  return {
    signers,
    problems: [
      ...problems,
      ...judged.flatMap(signature => 'problem' in signature ? [signature.problem] : []),
      ...signers.length < threshold ? [`too few signatures: ${signers.length} of the ${threshold} that are needed${known}`] : [],
    ],
  }
}

/** Signatures are numbered without gaps. Who answers every question with a file must not keep us busy. */
async function readSignatures(copy: CopyReader): Promise<{ found: SignatureFile[], problems: string[] }> {
  const found: SignatureFile[] = []
  const problems: string[] = []
  while (found.length < mostSignatures) {
    const file = signaturePlace(found.length)
    const reading = await copy.read(file, mostSignature)
    const text = reading.forms.get('')?.toString()
    if (text === undefined) break
    found.push({ file, text })
    problems.push(...formProblems(file, reading))
  }
  return { found, problems }
}

/** The plain form is what is judged: whoever asks for a compressed one must get the same. */
function formProblems(file: string, { forms, faults = [] }: Reading): string[] {
  const plain = forms.get('')
  const others = [...forms].filter(([, content]) => plain && !plain.equals(content)).map(([form]) => form)
  return [...others.map(form => `${file}${form} is another one than without compression`), ...faults.map(fault => `${file}${fault}`)]
}

/** HTML by place, and what is wrong with where it leads. */
type Pages = { pages: Map<string, string>, problems: string[] }

async function readPages(copy: CopyReader, { files }: Manifest): Promise<Pages> {
  const pages = new Map<string, string>()
  for (const file of Object.keys(files).filter(file => file.endsWith('.html'))) {
    const html = (await copy.read(file, mostPage)).forms.get('')
    if (html) pages.set(file, html.toString())
  }
  return { pages, problems: [] }
}

/**
 * Asks for every page as links name it, and for `/`, which may lead to any language, and `/ru/`, as people type it. Not for more: 300 requests
 * in ten seconds are what the site answers.
 */
async function readLivePages(copy: CopyReader, manifest: Manifest): Promise<Pages> {
  const pages = new Map<string, string>()
  const problems: string[] = []

  async function look(address: string, file: string, ways: readonly string[]) {
    const reading = await copy.read(address, mostPage)
    const { forms, leads = [], faults = [] } = reading
    for (const [form, html] of forms) {
      if (form === '' || !forms.get('')?.equals(html)) pages.set(file + form, html.toString())
    }
    const astray = leads.filter(lead => !ways.some(way => lead === copy.name + way))
    problems.push(...astray.map(lead => `/${address} sends readers to ${lead}`), ...faults.map(fault => `/${address}${fault}`))
    problems.push(...onionProblems(address, reading, manifest))
  }

  await look('', '/', localeCodes.flatMap(locale => [locale, `${locale}/`]))
  for (const file of Object.keys(manifest.files).filter(file => /^\w\w\/.*index\.html$/.test(file))) {
    const bare = file.replace(/\/index\.html$/, '')
    await look(bare, file, [`${bare}/`])
    if (isLocale(bare)) await look(`${bare}/`, `${bare}/`, [bare])
  }
  return { pages, problems }
}

function unique(problems: readonly string[]): string[] {
  return [...new Set(problems)]
}

function tryRead(bytes: Buffer): Manifest | Error {
  try {
    return readManifest(bytes)
  }
  catch (error) {
    return error instanceof Error ? error : new Error('the manifest cannot be read')
  }
}

/**
 * A text of a stranger that may be shown on a terminal: signs that would move the cursor, colour or hide what stands there, or turn its
 * direction round, are replaced. Lines stay.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '\uFFFD')
}
