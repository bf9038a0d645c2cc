import type { SaveOutcome } from '../../editor/protocol.ts'
import { globSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { toolWords } from '../../shared/tool-words.ts'
import { formatFindings, type Finding } from '../../shared/content/finding.ts'
import { schemaFindings } from '../../shared/content/schema-findings.ts'
import { contentSchemas } from '../../shared/content/schemas.ts'
import { jsonFindings, splitFrontMatter } from '../../shared/content/text.ts'
import { readYaml } from '../../shared/content/yaml.ts'
import { localeCodes, type Locale } from '../../shared/locales.ts'

const locale = `(?:${localeCodes.join('|')})`

/** With its ending, and that of the unfinished file, it has to stay below the 255 bytes that file systems allow. */
const name = '[a-z0-9-]{1,200}'

/** The files that the editor may read and write; no other path leaves or enters it. */
const editable = new RegExp(`^(?:content/${locale}/${name}\\.md|content/contacts/${name}\\.yml|content/(?:timeline|figures|sources|menu|publisher|mirrors|leave)\\.yml|locales/${locale}\\.json)$`)

/** One file to write: `before` is what the editor last knew of it (null: it was not there), `text` what it shall be (null: gone). */
export const changeSchema = z.strictObject({
  path: z.string().regex(editable, { error: 'the editor may not write this file' }),
  before: z.string().nullable(),
  text: z.string().max(1_000_000).nullable(),
})

export type Change = z.output<typeof changeSchema>

/**
 * Whether a path names a plain file or nothing yet, in plain folders. Of a link nobody knows where it leads: the editor would show what lies
 * outside, or write there.
 */
export function isPlain(project: string, path: string): boolean {
  const names = path.split('/')
  return names.every((_, index) => {
    const entry = lstatSync(join(project, ...names.slice(0, index + 1)), { throwIfNoEntry: false })
    return entry === undefined || (index < names.length - 1 ? entry.isDirectory() : entry.isFile())
  })
}

/** The texts of all files that the editor may change, by their path. */
export function readFiles(project: string): Record<string, string> {
  const files = globSync(['content/*/*.{md,yml}', 'content/*.yml', 'locales/*.json'], { cwd: project })
    .map(file => file.replaceAll('\\', '/')).filter(file => editable.test(file) && isPlain(project, file)).sort()
  return Object.fromEntries(files.map(file => [file, readFileSync(join(project, file), 'utf8')]))
}

/** Writes in one step, so that neither the preview nor a power cut meets half a file. */
export function writeChange(project: string, { path, text }: Change): void {
  const file = join(project, path)
  if (text === null) {
    rmSync(file)
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  const unfinished = `${file}.${process.pid}.tmp`
  writeFileSync(unfinished, text)
  renameSync(unfinished, file)
}

/**
 * What is wrong with one file by itself: its YAML or JSON and its fields, by the same schemas as the checker. Such a file is not written.
 * What concerns several files (a key without source, a page without menu entry) the checker says after the file is written.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 */
export function judge(path: string, text: string, today: string): Finding[] {
  const schema = schemaOf(path, today)
  const head = path.endsWith('.md') ? splitFrontMatter(text).head ?? '' : text
  const yaml = readYaml(head, path, path.endsWith('.md') ? 2 : 1)
  if (yaml.findings.length > 0) return yaml.findings
  if (schema === undefined) return jsonFindings(text, path)
  const result = schema.safeParse(yaml.value, { reportInput: true })
  return result.success ? [] : schemaFindings(result.error, yaml, path)
}

function schemaOf(path: string, today: string): z.ZodType | undefined {
  const schemas = contentSchemas(today)
  if (path.endsWith('.md')) return schemas.frontMatter
  if (path.startsWith('content/contacts/')) return schemas.channel
  const byFile: Record<string, z.ZodType> = {
    'content/sources.yml': schemas.sources,
    'content/figures.yml': schemas.figures,
    'content/timeline.yml': schemas.timeline,
    'content/menu.yml': schemas.menu,
    'content/publisher.yml': schemas.publisher,
    'content/mirrors.yml': schemas.mirrors,
    'content/leave.yml': schemas.leave,
  }
  return byFile[path]
}

/**
 * Writes one file, unless it is none of the editor's, was changed by somebody else meanwhile, or is wrong by itself.
 *
 * @param change what the editor sent, unchecked
 * @param today the UTC day, `YYYY-MM-DD`
 * @param language in which it is said why nothing was written
 */
export function saveChange(project: string, change: unknown, today: string, language: Locale): SaveOutcome {
  const { success, data } = changeSchema.safeParse(change)
  if (!success) return { refused: toolWords[language].editor.refusals.forbidden }
  const { path, before, text } = data
  if (!isPlain(project, path)) return { refused: `${path}: ${toolWords[language].editor.refusals.forbidden}` }
  if ((readFiles(project)[path] ?? null) !== before) return { refused: `${path}: ${toolWords[language].editor.refusals.changedElsewhere}` }
  const findings = text === null ? [] : judge(path, text, today)
  if (findings.length > 0) return { refused: formatFindings(findings, language) }
  // Sveltia CMS writes all languages of a page; the preview shows the one that is new.
  const changed = text !== before
  if (changed) writeChange(project, data)
  return { refused: null, path, changed }
}
