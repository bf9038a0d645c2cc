import type { Locale } from '../../shared/locales.ts'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { z } from 'zod'
import { editorConfig } from '../../editor/config/config.ts'
import { formWords } from '../../editor/config/words.ts'
import { shapeOf } from '../../editor/config/shape.ts'
import type { BuiltConfig } from '../../editor/protocol.ts'
import { contentSchemas } from '../../shared/content/schemas.ts'
import { utcDay } from '../../shared/day.ts'

const https = z.url({ protocol: /^https$/, error: 'an address begins with https://' })

const shared = {
  repo: z.string().regex(/^[\w.-]+(?:\/[\w.-]+)+$/, { error: 'repo is owner/name' }),
  branch: z.string().min(1),
  base_url: https.optional(),
  api_root: https.optional(),
  app_id: z.string().min(1).optional(),
  auth_methods: z.array(z.enum(['oauth', 'token'])).min(1).optional(),
}

/** Where a team's editor reads and writes: the files `deploy/editor/*.json`. The names are those of Sveltia CMS. */
export const placeSchema = z.strictObject({
  backend: z.discriminatedUnion('name', [
    z.strictObject({ ...shared, name: z.literal('gitlab'), auth_type: z.literal('pkce').optional() }),
    z.strictObject({ ...shared, name: z.literal('gitea') }),
    z.strictObject({ ...shared, name: z.literal('github') }),
  ]),
  /** Each change becomes a merge request, which somebody else accepts. Sveltia CMS has it for GitLab and GitHub, not for Gitea. */
  publish_mode: z.literal('editorial_workflow').optional(),
}).refine(({ backend, publish_mode }) => backend.name !== 'gitea' || publish_mode === undefined, {
  error: 'Sveltia CMS has no editorial workflow for Gitea: protect the branch there',
})

export type EditorPlace = BuiltConfig['place']

const sveltia = 'node_modules/@sveltia/cms'

/** What is copied as it is: from the root of the project, to the folder of the editor. */
const copies = [
  ['node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2', 'fonts/source-sans-3-latin.woff2'],
  ['node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-cyrillic-wght-normal.woff2', 'fonts/source-sans-3-cyrillic.woff2'],
  ['node_modules/@fontsource-variable/source-sans-3/LICENSE', 'fonts/source-sans-3.LICENSE.txt'],
  ['node_modules/@fontsource/noto-mono/files/noto-mono-latin-400-normal.woff2', 'fonts/noto-mono-latin.woff2'],
  ['node_modules/@fontsource/noto-mono/LICENSE', 'fonts/noto-mono.LICENSE.txt'],
  ['node_modules/@fontsource-variable/material-symbols-outlined/files/material-symbols-outlined-latin-wght-normal.woff2', 'fonts/material-symbols-outlined.woff2'],
  ['node_modules/@fontsource-variable/material-symbols-outlined/LICENSE', 'fonts/material-symbols-outlined.LICENSE.txt'],
  [`${sveltia}/LICENSE.txt`, 'sveltia-cms.LICENSE.txt'],
  [`${sveltia}/dist/chunks/react-dom.js`, 'chunks/react-dom.js'],
  [`${sveltia}/package.json`, 'vendor/@sveltia/cms/package.json'],
  ['editor/page/index.html', 'index.html'],
  ['editor/page/fonts.css', 'fonts.css'],
] as const

/** On a git host each save is a commit; on this computer tools/edit/hand-over.ts writes the message. */
const commitMessages = {
  create: 'content: add {{collection}} {{slug}}',
  update: 'content: change {{collection}} {{slug}}',
  delete: 'content: remove {{collection}} {{slug}}',
}

/**
 * Makes the editor: a folder of static files that asks no other host.
 *
 * @param root the folder of the project
 * @param target the folder to make; what is in it is removed
 * @param place where Sveltia CMS reads and writes; `test-repo` is the folder on this computer, see editor/page/folder.ts
 * @throws Error when the bundle of Sveltia CMS is not the one that was looked at
 */
export async function buildEditor(root: string, target: string, place: EditorPlace = { backend: { name: 'test-repo' } }): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  for (const [from, to] of copies) cpSync(join(root, from), join(target, to))
  write(join(target, 'sveltia-cms.js'), rewriteBundle(readFileSync(join(root, sveltia, 'dist/sveltia-cms.js'), 'utf8')))
  cpSync(join(root, sveltia, 'locales'), join(target, `vendor/@sveltia/cms@${versionOf(root)}/locales`), { recursive: true })
  write(join(target, 'config.json'), JSON.stringify(builtConfig(root, place)))
  await build({
    entryPoints: [join(root, 'editor/page/start.ts')],
    outdir: target,
    bundle: true,
    format: 'iife',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'error',
  })
}

/** The forms in all languages, generated from the schemas of the checker. */
export function builtConfig(root: string, place: EditorPlace): BuiltConfig {
  const schemas = contentSchemas(utcDay())
  const messages: unknown = JSON.parse(readFileSync(join(root, 'locales/ru.json'), 'utf8'))
  const form = (locale: Locale) => editorConfig({ schemas, words: formWords(locale), messages })
  return {
    forms: { ru: form('ru'), uk: form('uk'), fr: form('fr'), en: form('en') },
    shapes: {
      page: shapeOf(schemas.frontMatter),
      contact: shapeOf(schemas.channel),
      timeline: shapeOf(schemas.timeline),
      figures: shapeOf(schemas.figures),
      sources: shapeOf(schemas.sources),
      menu: shapeOf(schemas.menu),
      publisher: shapeOf(schemas.publisher),
      mirrors: shapeOf(schemas.mirrors),
      leave: shapeOf(schemas.leave),
    },
    place: { ...place, backend: { ...place.backend, ...place.backend.name === 'test-repo' ? {} : { commit_messages: commitMessages } } },
  }
}

/** @throws Error when the package is not installed */
function versionOf(root: string): string {
  return /"version": "([^"]+)"/.exec(readFileSync(join(root, sveltia, 'package.json'), 'utf8'))?.[1] ?? ''
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** Makes the page that holds the editor, the preview and the findings. */
export async function buildFrame(root: string, target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  for (const file of ['index.html', 'frame.css']) cpSync(join(root, 'editor/frame', file), join(target, file))
  await build({
    entryPoints: [join(root, 'editor/frame/frame.ts')],
    outdir: target,
    bundle: true,
    format: 'iife',
    target: 'es2023',
    logLevel: 'error',
  })
}

/** What the bundle of Sveltia CMS asks of other hosts, and where the same lies beside it. `count`: how often it stands there. */
const addresses = [
  // Interface languages, the version check, chunks.
  { from: 'https://unpkg.com/', to: './vendor/', count: 4 },
  { from: 'https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2', to: './fonts/source-sans-3-latin.woff2', count: 1 },
  { from: 'https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2', to: './fonts/noto-mono-latin.woff2', count: 1 },
  {
    from: 'https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2',
    to: './fonts/material-symbols-outlined.woff2',
    count: 1,
  },
  { from: '\n//# sourceMappingURL=sveltia-cms.js.map', to: '', count: 1 },
] as const

/** Hosts that hand out files for others; none may be left. */
const fileHosts = /\b(?:unpkg\.com|[\w.-]*jsdelivr\.net|esm\.sh|cdnjs\.cloudflare\.com|fonts\.(?:googleapis|gstatic)\.com)\b/

/**
 * The bundle of Sveltia CMS with the addresses of files that lie beside it.
 *
 * @throws Error when an address is not there as often as expected, or another file host is: the bundle has changed, and somebody
 * must look at what it asks for before it is used
 */
export function rewriteBundle(bundle: string): string {
  const rewritten = addresses.reduce((text, { from, to, count }) => {
    const parts = text.split(from)
    if (parts.length - 1 !== count)
      throw new Error(`the bundle of Sveltia CMS names ${from.trim()} ${parts.length - 1} times, not ${count}: see what it asks for now`)
    return parts.join(to)
  }, bundle)
  const left = fileHosts.exec(rewritten)
  if (left) throw new Error(`the bundle of Sveltia CMS asks ${left[0]}: copy what it wants beside it, and rewrite the address`)
  return rewritten
}
