import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Channel } from '../contacts.ts'
import { channelFindings, compareChannels, type ChannelFile } from './channels.ts'
import { deriveChannel } from './derive.ts'
import { errorAt, formatFinding, isError, type Finding } from './finding.ts'
import { schemaFindings } from './issues.ts'
import { unknownSources } from './references.ts'
import { contentSchemas, type Figure, type Leave, type MenuEntry, type Mirror, type Publisher, type Release, type ReleaseKeys, type Source, type TimelineEvent } from './schemas.ts'
import { readText } from './text.ts'
import { readYaml, type YamlPath, type YamlText } from './yaml.ts'

/** Everything in `content/` that is the same in all languages. What did not pass its check is left out and stands in `findings`. */
export type Content = {
  channels: Channel[]
  sources: Record<string, Source>
  figures: Figure[]
  timeline: TimelineEvent[]
  menu: MenuEntry[]
  publisher: Publisher
  /** Null when `content/release.yml` is wrong. */
  release: Release | null
  mirrors: Mirror[]
  releaseKeys: ReleaseKeys
  /** Undefined when the file is wrong: there is no address to fall back on. */
  leave: Leave | undefined
  findings: Finding[]
}

export type ReadOptions = {
  /** The folder of the contact files, from the root. */
  contacts?: string | undefined
  /** The UTC day, `YYYY-MM-DD`. */
  today?: string | undefined
}

/** The UTC day, `YYYY-MM-DD`. */
export function utcDay(): string {
  return new Date().toISOString().slice(0, 10)
}

/**
 * Reads and checks the YAML files of `content/` and the keys of releases. Throws nothing: what is missing or wrong is a finding.
 *
 * @param root the folder that holds `content/`
 */
export function readContent(root: string, { contacts = 'content/contacts', today = utcDay() }: ReadOptions = {}): Content {
  const schemas = contentSchemas(today)
  const sources = readEntry(root, 'content/sources.yml', schemas.sources)
  const figures = readEntry(root, 'content/figures.yml', schemas.figures)
  const timeline = readEntry(root, 'content/timeline.yml', schemas.timeline)
  const menu = readEntry(root, 'content/menu.yml', schemas.menu)
  const publisher = readEntry(root, 'content/publisher.yml', schemas.publisher)
  const release = readEntry(root, 'content/release.yml', schemas.release)
  const mirrors = readEntry(root, 'content/mirrors.yml', schemas.mirrors)
  const releaseKeys = readEntry(root, 'release-keys.yml', schemas.releaseKeys)
  const leave = readEntry(root, 'content/leave.yml', schemas.leave)
  const folder = listContacts(root, contacts)
  const entries = folder.names.map(name => ({ name, ...readEntry(root, `${contacts}/${name}.yml`, schemas.channel) }))
  const channels = entries
    .flatMap(({ value, ...rest }): ChannelFile[] => value ? [{ ...rest, entry: value }] : [])
    .sort(compareChannels)

  const known = new Set(Object.keys(sources.value ?? {}))
  const all = [sources, figures, timeline, menu, publisher, leave, release, mirrors, releaseKeys, ...entries]
  return {
    channels: channels.map(({ entry }) => deriveChannel(entry)),
    sources: sources.value ?? {},
    figures: figures.value?.figures ?? [],
    timeline: timeline.value?.events ?? [],
    menu: menu.value?.pages ?? [],
    publisher: publisher.value ?? { name: null, source_url: null, security: null },
    release: release.value ?? null,
    mirrors: mirrors.value?.mirrors ?? [],
    releaseKeys: releaseKeys.value ?? { threshold: 1, keys: [] },
    leave: leave.value,
    findings: [
      ...folder.findings,
      ...all.flatMap(({ findings }) => findings),
      ...channelFindings(channels),
      ...repeated(figures, (figures.value?.figures ?? []).map(({ key }, index) => ({ key, path: ['figures', index, 'key'] }))),
      ...repeated(menu, (menu.value?.pages ?? []).map(({ page }, index) => ({ key: page, path: ['pages', index, 'page'] }))),
      ...(sources.value ? [figures, timeline, ...entries].flatMap(({ file, yaml }) => unknownSources(yaml, file, known)) : []),
    ],
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
  if (errors.length > 0) throw new Error(`the content has errors\n\n${errors.map(formatFinding).join('\n')}\n`)
  return content
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
      findings: strangers.map(file => errorAt(
        'contact-file', `${folder}/${file}`, 1,
        'only files that end in .yml are read here',
        'rename it or move it away',
      )),
    }
  }
  catch {
    return { names: [], findings: [errorAt('missing-file', folder, 1, 'the folder of the contact files is missing', 'restore it')] }
  }
}

function repeated({ file, yaml }: Entry<unknown>, keys: { key: string, path: YamlPath }[]): Finding[] {
  return keys.filter(({ key }, index) => keys.findIndex(other => other.key === key) < index)
    .map(({ key, path }) => errorAt(
      'duplicate-key', file, yaml.lineOf(path),
      `"${key}" occurs twice`,
      'remove one, or give it another key',
    ))
}
