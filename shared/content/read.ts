import { globSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { channelKinds, displayOf, hrefOf, lackOfTwo, projects, type Channel, type ChannelEntry } from '../contacts.ts'
import { utcDay } from '../day.ts'
import { localeCodes } from '../locales.ts'
import { pagePath } from '../paths.ts'
import { fileStart, finding, formatFindings, isError, type Finding } from './finding.ts'
import { schemaFindings, unknownSources } from './schema-findings.ts'
import { contentSchemas } from './schemas.ts'
import { readText, splitFrontMatter } from './text.ts'
import { readYaml, type YamlText } from './yaml.ts'

/**
 * The data files, each once for all languages: this list is the one place where a new one is added, beside its schema.
 *
 * @param read reads a file, named from the root; gives the last argument when it is missing or wrong
 */
function readData(read: <T, E>(file: string, schema: z.ZodType<T>, empty: E) => T | E, schemas: ReturnType<typeof contentSchemas>) {
  return {
    sources: read('content/sources.yml', schemas.sources, {}),
    figures: read('content/figures.yml', schemas.figures, { figures: [] }).figures,
    timeline: read('content/timeline.yml', schemas.timeline, { events: [] }).events,
    menu: read('content/menu.yml', schemas.menu, { groups: [], bar: [] }),
    publisher: read('content/publisher.yml', schemas.publisher, { name: null, source_url: null, security: null }),
    /** Null when the file is wrong. */
    release: read('content/release.yml', schemas.release, null),
    mirrors: read('content/mirrors.yml', schemas.mirrors, { mirrors: [] }).mirrors,
    /** Undefined when the file is wrong: there is no address to fall back on. */
    leave: read('content/leave.yml', schemas.leave, undefined),
    releaseKeys: read('release-keys.yml', schemas.releaseKeys, { threshold: 1, keys: [] }),
  }
}

/**
 * Everything in `content/` that is the same in all languages. What did not pass its check is left out and stands in `findings`;
 * `files` are the texts that were read.
 */
export type Content = ReturnType<typeof readData> & {
  channels: Channel[]
  /** The names of all contact files, also of those that are wrong. */
  contactNames: string[]
  findings: Finding[]
  files: { file: string, yaml: YamlText }[]
}

export type ReadOptions = {
  /** The folder of the contact files, from the root. */
  contacts?: string | undefined
  /** The UTC day, `YYYY-MM-DD`. */
  today?: string | undefined
}

/**
 * Reads and checks the YAML files of `content/` and the keys of releases. Throws nothing: what is missing or wrong is a finding.
 *
 * @param root the folder that holds `content/`
 */
export function readContent(root: string, { contacts = 'content/contacts', today = utcDay() }: ReadOptions = {}): Content {
  const schemas = contentSchemas(today)
  const files: Entry<unknown>[] = []
  const data = readData((file, schema, empty) => {
    const entry = readEntry(root, file, schema)
    files.push(entry)
    return entry.value ?? empty
  }, schemas)
  const folder = listContacts(root, contacts)
  const entries = folder.names.map(name => ({ name, ...readEntry(root, `${contacts}/${name}.yml`, schemas.channel) }))
  const channels = entries
    .flatMap(({ value, ...rest }): ChannelFile[] => value ? [{ ...rest, entry: value }] : [])
    .sort(compareChannels)

  const all = [...files, ...entries]
  const known = new Set(Object.keys(data.sources))
  return {
    ...data,
    channels: channels.map(({ entry }) => ({ ...entry, display: displayOf(entry), href: hrefOf(entry) })),
    contactNames: folder.names,
    findings: [
      ...folder.findings,
      ...all.flatMap(({ findings }) => findings),
      ...channelFindings(channels),
      ...(known.size > 0 ? all.flatMap(({ file, yaml }) => unknownSources(yaml, file, known)) : []),
    ],
    files: all.map(({ file, yaml }) => ({ file, yaml })),
  }
}

/**
 * The same for those who cannot go on with wrong content.
 *
 * @throws Error with all errors, each with file, line and mend
 */
export function loadContent(root: string, options: ReadOptions = {}): Content {
  const content = readContent(root, options)
  const errors = content.findings.filter(isError)
  if (errors.length > 0) throw new Error(`the content has errors\n\n${formatFindings(errors)}\n`)
  return content
}

/**
 * The titles of all pages, by address. A page that is wrong has none: the checker says why.
 *
 * @param root the folder that holds `content/`
 */
export function readPageNames(root: string): Record<string, string> {
  return Object.fromEntries(localeCodes.flatMap(locale => globSync(`content/${locale}/*.md`, { cwd: root }).sort().flatMap((file): [string, string][] => {
    const { head = '' } = splitFrontMatter(readText(root, file).text)
    const title = readYaml(head, file).texts.find(({ path }) => path.join('.') === 'title')
    return title ? [[pagePath(locale, basename(file, '.md')), title.value]] : []
  })))
}

type Entry<T> = { file: string, yaml: YamlText, value: T | undefined, findings: Finding[] }

function readEntry<T>(root: string, file: string, schema: z.ZodType<T>): Entry<T> {
  const { text, findings } = readText(root, file)
  const yaml = readYaml(text, file)
  if (findings.length > 0 || yaml.findings.length > 0) return { file, yaml, value: undefined, findings: [...findings, ...yaml.findings] }
  const result = schema.safeParse(yaml.value, { reportInput: true })
  return { file, yaml, value: result.data, findings: result.success ? [] : schemaFindings(result.error, yaml, file) }
}

function listContacts(root: string, folder: string): { names: string[], findings: Finding[] } {
  try {
    const files = readdirSync(join(root, folder)).sort()
    const strangers = files.filter(file => !file.endsWith('.yml'))
    return {
      names: files.filter(file => file.endsWith('.yml')).map(file => file.slice(0, -'.yml'.length)),
      findings: strangers.map(file => finding('contact-file', `${folder}/${file}`, fileStart)),
    }
  }
  catch {
    return { names: [], findings: [finding('missing-contacts', folder, fileStart)] }
  }
}

/** A contact file that passed the schema, with where it was read from. */
type ChannelFile = { entry: ChannelEntry, file: string, name: string, yaml: YamlText }

/** Phones first, then Telegram, WhatsApp and sites; the hotline before its sister project; then by file name. */
function compareChannels(a: ChannelFile, b: ChannelFile): number {
  return channelKinds.indexOf(a.entry.kind) - channelKinds.indexOf(b.entry.kind)
    || projects.indexOf(a.entry.project) - projects.indexOf(b.entry.project)
    || (a.name < b.name ? -1 : 1)
}

/** What no single file can tell: keys and values that occur twice, and impostors that are the genuine one. */
function channelFindings(files: readonly ChannelFile[]): Finding[] {
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

/** An approval that is not that of a second person. One that is still missing is no fault of the file. */
function approvalFindings({ entry, file, yaml }: ChannelFile): Finding[] {
  if (entry.approved === null) return []
  const by = yaml.placeOf(['approved', 'by'])
  switch (lackOfTwo(entry)) {
    case 'confirmation': return [finding('approval-without-confirmation', file, by)]
    case 'another-person': return [finding('approval-same-person', file, by)]
    case 'later-day': return [finding('approval-before-confirmation', file, yaml.placeOf(['approved', 'on']))]
    default: return []
  }
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
