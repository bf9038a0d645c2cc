import { channelKinds, isSamePerson, projects, type ChannelEntry } from '../contacts.ts'
import { errorAt, type Finding } from './finding.ts'
import type { YamlText } from './yaml.ts'

/** A contact file that passed the schema, with where it was read from. */
export type ChannelFile = { entry: ChannelEntry, file: string, name: string, yaml: YamlText }

/** Phones first, then Telegram, WhatsApp and sites; the hotline before its sister project; then by file name. */
export function compareChannels(a: ChannelFile, b: ChannelFile): number {
  return channelKinds.indexOf(a.entry.kind) - channelKinds.indexOf(b.entry.kind)
    || projects.indexOf(a.entry.project) - projects.indexOf(b.entry.project)
    || (a.name < b.name ? -1 : 1)
}

/** What no single file can tell: keys and values that occur twice, and impostors that are the genuine one. */
export function channelFindings(files: readonly ChannelFile[]): Finding[] {
  return [
    ...files.filter(({ entry, name }) => entry.key !== name).map(({ entry, file, name, yaml }) =>
      errorAt(
        'contact-key', file, yaml.lineOf(['key']),
        `the key is "${entry.key}", the file is named ${name}.yml`,
        'give both the same name',
      )),
    ...twice(files, ({ entry }) => entry.key).map(({ again, first }) =>
      errorAt(
        'contact-key', again.file, again.yaml.lineOf(['key']),
        `the key "${again.entry.key}" is also in ${first.file}`,
        'give each file its own key',
      )),
    ...twice(files, valueKey).map(({ again, first }) =>
      errorAt(
        'duplicate-value', again.file, again.yaml.lineOf(['value']),
        `the same value is in ${first.file}`,
        'compare both with their sources',
      )),
    ...files.flatMap(approvalFindings),
    ...files.flatMap(impostorFindings(files)),
  ]
}

/** WhatsApp may have the number of a phone; within a kind a value occurs once. Telegram ignores case. */
function valueKey({ entry }: ChannelFile): string | null {
  return entry.value === null ? null : `${entry.kind} ${entry.value.toLowerCase()}`
}

function twice(files: readonly ChannelFile[], keyOf: (file: ChannelFile) => string | null): { first: ChannelFile, again: ChannelFile }[] {
  const seen = new Map<string, ChannelFile>()
  return files.flatMap((again) => {
    const key = keyOf(again)
    if (key === null) return []
    const first = seen.get(key)
    if (first) return [{ first, again }]
    seen.set(key, again)
    return []
  })
}

/** Two people, one after the other: the second looks at what the first has written. */
function approvalFindings({ entry: { confirmed, approved }, file, yaml }: ChannelFile): Finding[] {
  if (approved === null) return []
  const at = (field: string, message: string, mend: string) => [errorAt('contact-approval', file, yaml.lineOf(['approved', field]), message, mend)]
  if (confirmed === null) return at('by', 'this is approved, but nobody has confirmed it', 'fill confirmed first, or write approved: null')
  if (isSamePerson(approved.by, confirmed.by))
    return at('by', 'the same person has confirmed and approved', 'another person compares the value too, or write approved: null')
  if (approved.on < confirmed.on)
    return at('on', 'this was approved before it was confirmed', 'another person compares the value anew, or write approved: null')
  return []
}

function impostorFindings(files: readonly ChannelFile[]): (file: ChannelFile) => Finding[] {
  const genuine = new Set(files.filter(({ entry }) => entry.kind === 'telegram').map(({ entry }) => entry.value?.toLowerCase()))
  return ({ entry, file, yaml }) => (entry.impostors?.handles ?? []).flatMap(({ handle }, index, all) => {
    const line = yaml.lineOf(['impostors', 'handles', index, 'handle'])
    if (genuine.has(handle.toLowerCase()))
      return [errorAt(
        'impostor', file, line,
        `${handle} stands among the impostors, but it is the genuine handle`,
        'compare both letter by letter with their sources',
      )]
    if (all.findIndex(other => other.handle.toLowerCase() === handle.toLowerCase()) < index)
      return [errorAt('impostor', file, line, `the impostor ${handle} is listed twice`, 'remove one')]
    return []
  })
}
