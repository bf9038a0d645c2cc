import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { diffArrays } from 'diff'
import { channelKinds, displayOf } from '../../shared/contacts.ts'
import { blocksOf } from '../../shared/content/translations.ts'
import { readYaml } from '../../shared/content/yaml.ts'
import { defaultLocale, isLocale, localeCodes, type Locale } from '../../shared/locales.ts'
import { git } from '../kit/git.ts'
import { compareWords, type Piece } from '../../shared/compare.ts'
import { UsageError } from '../kit/command.ts'

/** A paragraph that differs, by words; of a data file, with the name of its field. */
export type ChangedText = { field: string, locale: Locale | undefined, pieces: Piece[] }

/** A file with words of the site that differs. `name`: what it has in common with the same file in other languages. */
export type ChangedFile = { name: string, file: string, locale: Locale | undefined, state: 'changed' | 'new' | 'removed', texts: ChangedText[] }

/** A contact channel that differs: what is compared sign by sign (as pages print it; null where there is none), and its other fields. */
export type ChangedChannel = { key: string, values: { field: string, before: string | null, after: string | null }[], texts: ChangedText[] }

export type Changes = { files: ChangedFile[], channels: ChangedChannel[] }

/** Branches that the work of a branch began on, the first that exists. */
const mainBranches = ['main', 'origin/main']

/**
 * The commit to compare with: the one that is asked for, or else the one at which the present branch left the main branch.
 *
 * @throws UsageError when there is no git, no repository here, or no such commit
 */
export function findBase(root: string, from: string | undefined): string {
  const prefix = git(root, ['rev-parse', '--show-prefix'])
  if (prefix === undefined) throw new UsageError('git is missing, or this folder is no git repository; what was there before is known to git alone')
  if (prefix.trim() !== '') throw new UsageError('the project is not the top folder of its git repository')
  if (from !== undefined) {
    const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${from}^{commit}`])?.trim()
    if (commit === undefined) throw new UsageError(`git knows no commit “${from}”`)
    return commit
  }
  const base = mainBranches.map(branch => git(root, ['merge-base', 'HEAD', branch])?.trim()).find(commit => commit !== undefined)
  if (base === undefined) throw new UsageError('there is no branch “main” to compare with: name a commit or a branch with --from')
  return base
}

/** What differs between the words of the site as they were in a commit and as they are in the folder. */
export function findChanges(root: string, base: string): Changes {
  const paths = ['content', 'locales']
  const listed = [['diff', '--name-only', '--no-renames', '-z', base, '--'], ['ls-files', '--others', '--exclude-standard', '-z', '--']]
    .flatMap(command => (git(root, [...command, ...paths]) ?? '').split('\0'))
  const files = [...new Set(listed)].filter(Boolean).sort().map(file => ({
    file,
    before: git(root, ['cat-file', 'blob', `${base}:${file}`]),
    after: existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined,
  })).filter(({ before, after }) => before !== after)
  return {
    files: files.flatMap(changedFile).sort((a, b) => orderOf(a) - orderOf(b)),
    channels: files.flatMap(changedChannel),
  }
}

type Versions = { file: string, before: string | undefined, after: string | undefined }

/** The records of translations and the words of tools are no words of the site. */
const words = /^(?:content\/(?<page>..\/.+)\.md|locales\/(?<strings>[^/]+)\.json|(?<data>content\/[^/]+\.yml))$/

function changedFile({ file, before, after }: Versions): ChangedFile[] {
  const { page, strings: code, data } = words.exec(file)?.groups ?? {}
  const first = page?.slice(0, 2) ?? code
  const locale = isLocale(first) ? first : undefined
  if (data === undefined && locale === undefined) return []
  const texts = page === undefined ? changedFields(fieldsOf(before), fieldsOf(after), locale) : changedLines(linesOf(before), linesOf(after), locale)
  const state = before === undefined ? 'new' : after === undefined ? 'removed' : 'changed'
  return [{ name: page?.slice(3) ?? data ?? 'locales', file, locale, state, texts }]
}

function orderOf({ locale }: ChangedFile): number {
  return locale === undefined ? localeCodes.length : localeCodes.indexOf(locale)
}

/** What a forger would change, and nobody sees at a glance. */
const signByField = /^(?:value|account_id|impostors\.handles\.\d+\.handle)$/

function changedChannel({ file, before, after }: Versions): ChangedChannel[] {
  const key = /^content\/contacts\/([^/]+)\.yml$/.exec(file)?.[1]
  if (key === undefined) return []
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  const changed = namesOf(was, is).filter(name => was.get(name) !== is.get(name))
  if (changed.length === 0) return []
  return [{
    key,
    values: changed.filter(field => signByField.test(field)).map(field => ({ field, before: printed(field, was), after: printed(field, is) })),
    texts: changedFields(was, is, undefined).filter(({ field }) => !signByField.test(field)),
  }]
}

/** A value as pages print it, so that whoever compares it with them sees the same signs. */
function printed(field: string, fields: ReadonlyMap<string, string>): string | null {
  const value = fields.get(field) ?? null
  const kind = channelKinds.find(kind => kind === fields.get('kind'))
  return field === 'value' && kind !== undefined ? displayOf({ kind, value }) : value
}

/** The texts of a YAML or JSON file by the names of their fields, `menu.0.label.ru`. */
function fieldsOf(text: string | undefined): ReadonlyMap<string, string> {
  return new Map(text === undefined ? [] : textsIn(readYaml(text, '').value, []))
}

function textsIn(value: unknown, path: readonly string[]): [string, string][] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object') return [[path.join('.'), String(value)]]
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => textsIn(part, [...path, keyOf(part) ?? name]))
}

/** An entry of a list that has a key keeps its name when another is put in before it. */
function keyOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  const key = 'key' in entry ? entry.key : 'page' in entry ? entry.page : undefined
  return typeof key === 'string' ? key : undefined
}

function namesOf(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): string[] {
  return [...new Set([...is.keys(), ...was.keys()])]
}

function changedFields(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>, locale: Locale | undefined): ChangedText[] {
  return namesOf(was, is).filter(name => was.get(name) !== is.get(name)).map((field) => {
    const last = field.split('.').at(-1)
    const own = locale ?? (isLocale(last) ? last : undefined)
    return { field, locale: own, pieces: compareWords(was.get(field) ?? '', is.get(field) ?? '', own ?? defaultLocale) }
  })
}

/** The blocks of a page, and the lines that belong to none: dates, sources, the marks of components. */
function linesOf(page: string | undefined): string[] {
  if (page === undefined) return []
  const blocks = blocksOf(page)
  const others = page.split(/\r?\n/).map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text, line }) => text !== '' && text !== '---' && !blocks.some(block => block.line <= line && line <= block.lastLine))
  return [...blocks, ...others].sort((a, b) => a.line - b.line).map(({ text }) => text)
}

/** Each line that differs, with its words; a line that was replaced is compared with the one in its place. */
function changedLines(before: string[], after: string[], locale: Locale | undefined): ChangedText[] {
  const text = (was: string, is: string): ChangedText => ({ field: '', locale, pieces: compareWords(was, is, locale ?? defaultLocale) })
  const parts = diffArrays(before, after)
  return parts.flatMap((part, index): ChangedText[] => {
    if (part.removed) {
      const next = parts[index + 1]
      const added = next?.added ? next.value : []
      return Array.from({ length: Math.max(part.value.length, added.length) }, (_, at) => text(part.value[at] ?? '', added[at] ?? ''))
    }
    return part.added && !parts[index - 1]?.removed ? part.value.map(line => text('', line)) : []
  })
}
