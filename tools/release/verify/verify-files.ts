import { localeCodes } from '../../../shared/locales.ts'
import { manifestFile, uncompressed } from '../../../shared/published.ts'
import { digestOf, type Manifest } from '../manifest.ts'
import { isSignaturePlace, signaturePlace } from '../signatures.ts'
import type { CopyReader, Reading } from './copy-reader.ts'

const index = /(?:^|(?<=\/))index\.html$/

/**
 * Files that a copy lacks, that differ from what was signed, or that nobody has signed; and what visitors get who ask for the folder of
 * a page, as everybody does who types an address. @returns one sentence each
 */
export async function verifyFiles(copy: CopyReader, manifest: Manifest): Promise<string[]> {
  const { files } = manifest
  const problems: string[] = []
  for (const [file, signed] of Object.entries(files)) {
    const reading = await copy.read(file, signed.size)
    const found = [...fileProblems(file, reading, signed.sha256), ...onionProblems(file, reading, manifest)]
    // What is wrong with the file is wrong with its folder.
    if (found.length === 0 && copy.hasFolders && index.test(file)) found.push(...await folderProblems(copy, file, manifest))
    problems.push(...found)
  }
  return [...problems, ...added(copy.list() ?? [], new Set(Object.keys(files))).map(file => `${file} is not in the release: somebody has added it`)]
}

function fileProblems(file: string, { forms, instead, faults = [] }: Reading, sha256: string): string[] {
  return [
    ...forms.has('') ? [] : [`${file} is missing${instead === undefined ? '' : `: ${instead}`}`],
    ...changedForms(forms, sha256).map(form => `${file}${form} differs from what was signed`),
    ...faults.map(fault => `${file}${fault}`),
  ]
}

/** `/ru/` must show the page; `/ru` must, too, or lead to `/ru/`. `/` may lead to any language, as deploy/nginx/site.conf does. */
async function folderProblems(copy: CopyReader, file: string, manifest: Manifest): Promise<string[]> {
  const { size = 0, sha256 = '' } = manifest.files[file] ?? {}
  const folder = file.replace(index, '')
  const whole = await copy.read(folder, size)
  const shown = folder === '' && leadsToLanguage(copy, whole) ? [] : shownProblems(folder, file, whole, sha256)
  const problems = [...shown, ...onionProblems(folder, whole, manifest)]
  if (folder === '') return problems
  const place = folder.slice(0, -1)
  const bare = await copy.read(place, size)
  const leads = bare.leads ?? []
  const isLedOn = bare.forms.size === 0 && leads.length === 1 && leads[0] === copy.name + folder && bare.faults?.length === 0
  return [...problems, ...isLedOn ? [] : shownProblems(place, file, bare, sha256), ...onionProblems(place, bare, manifest)]
}

function leadsToLanguage({ name }: CopyReader, { forms, leads = [], faults = [] }: Reading): boolean {
  return forms.size === 0 && faults.length === 0 && leads.length > 0 && leads.every(lead => localeCodes.some(locale => lead === `${name}${locale}/`))
}

function shownProblems(address: string, file: string, { forms, instead = 'nothing', faults = [] }: Reading, sha256: string): string[] {
  return [
    ...forms.has('') ? [] : [`/${address} does not show ${file}: ${instead}`],
    ...changedForms(forms, sha256).map(form => `/${address}${form} shows something else than ${file}`),
    ...faults.map(fault => `/${address}${fault}`),
  ]
}

function changedForms(forms: ReadonlyMap<string, Buffer>, sha256: string): string[] {
  return [...forms].filter(([, content]) => digestOf(content).sha256 !== sha256).map(([form]) => form)
}

function added(present: readonly string[], signed: ReadonlySet<string>): string[] {
  const places = present.filter(isSignaturePlace)
  // Numbered without gaps; nobody looks at those behind one.
  const firstMissing = places.findIndex((_place, index) => !places.includes(signaturePlace(index)))
  const signatures = places.map((_place, index) => signaturePlace(index)).slice(0, firstMissing < 0 ? undefined : firstMissing)
  return present.filter(file => file !== manifestFile && !signatures.includes(file) && !signed.has(file) && !signed.has(uncompressed(file)))
}

/**
 * Where Tor Browser is told to go that is not the same page at an onion address of the manifest.
 *
 * @param place of what was asked for, below the address of the copy
 * @returns one sentence for an address that is not listed, the same for every page
 */
export function onionProblems(place: string, { onions = [] }: Reading, { mirrors }: Pick<Manifest, 'mirrors'>): string[] {
  const listed = mirrors.filter(({ kind }) => kind === 'onion').map(({ address }) => address)
  return onions.filter(onion => !listed.some(address => bare(address + place) === bare(onion))).map(onion => listed.some(address => onion.startsWith(address))
    ? `/${place} leads Tor Browser to another page of its onion address: ${onion}`
    : `it leads Tor Browser to ${originOf(onion)}, ${unlistedOnion}`)
}

/** The site shows the same page with and without a slash. */
function bare(address: string): string {
  return address.replace(/\/$/, '')
}

/** Words that go after an address. */
export const unlistedOnion = 'an onion address that is not in the manifest. If it is this site’s own (ONION_ORIGIN), list it in content/mirrors.yml '
  + 'and make the next release; if not, it belongs to somebody else'

function originOf(address: string): string {
  return URL.parse(address)?.origin ?? address
}
