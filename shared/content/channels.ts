import { channelKinds, isSamePerson, projects, type ChannelEntry } from '../contacts.ts'
import { finding, type Finding } from './finding.ts'
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
    ...files.filter(({ entry, name }) => entry.key !== name)
      .map(({ entry: { key }, file, name, yaml }) => finding('contact-key-name', file, yaml.placeOf(['key']), { key, name })),
    ...twice(files, ({ entry }) => entry.key).map(({ again: { entry: { key }, file, yaml }, first }) =>
      finding('contact-key-twice', file, yaml.placeOf(['key']), { key, other: first.file })),
    ...twice(files, valueKey).map(({ again: { file, yaml }, first }) =>
      finding('duplicate-value', file, yaml.placeOf(['value']), { other: first.file })),
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
  const by = yaml.placeOf(['approved', 'by'])
  if (confirmed === null) return [finding('approval-without-confirmation', file, by)]
  if (isSamePerson(approved.by, confirmed.by)) return [finding('approval-same-person', file, by)]
  return approved.on < confirmed.on ? [finding('approval-before-confirmation', file, yaml.placeOf(['approved', 'on']))] : []
}

function impostorFindings(files: readonly ChannelFile[]): (file: ChannelFile) => Finding[] {
  const genuine = new Set(files.filter(({ entry }) => entry.kind === 'telegram').map(({ entry }) => entry.value?.toLowerCase()))
  return ({ entry, file, yaml }) => (entry.impostors?.handles ?? []).flatMap(({ handle }, index, all) => {
    const place = yaml.placeOf(['impostors', 'handles', index, 'handle'])
    if (genuine.has(handle.toLowerCase())) return [finding('impostor-genuine', file, place, { handle })]
    if (all.findIndex(other => other.handle.toLowerCase() === handle.toLowerCase()) < index)
      return [finding('impostor-twice', file, place, { handle })]
    return []
  })
}
