import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { editorConfig } from '../../editor/config/config.ts'
import { labels } from '../../editor/config/labels.ts'
import { shapeOf } from '../../editor/config/shape.ts'
import type { BuiltConfig } from '../../editor/page/start.ts'
import { contentSchemas } from '../../shared/content/schemas.ts'
import { utcDay } from '../../shared/day.ts'
import { rewriteBundle } from './rewrite-bundle.ts'

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

/** On a git host each save is a commit; on this computer tools/edit/commit-message.ts writes the message. */
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
  const form = (words: (typeof labels)['ru']) => editorConfig({ schemas, words, messages })
  return {
    forms: { ru: form(labels.ru), uk: form(labels.uk), fr: form(labels.fr), en: form(labels.en) },
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
