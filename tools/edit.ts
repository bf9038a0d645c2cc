// The visual editor: on this computer, beside the preview, or as a folder of static files for a team.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openOnDesktop } from './kit/desktop.ts'
import { buildEditor, placeSchema } from './edit/build.ts'
import { startPreview } from './edit/preview.ts'
import { startEditServer } from './edit/server.ts'
import { languageOf, runCommand, UsageError } from './kit/command.ts'
import { onStopSignal } from '../server/process.ts'
import { localeCodes, type Locale } from '../shared/locales.ts'

const root = join(import.meta.dirname, '..')

await runCommand({
  name: 'edit',
  about: 'Opens the visual editor: the files of this folder, beside the preview.\n\n'
    + 'npm run edit -- [--lang LANGUAGE] [--no-preview] [--no-open]\nnpm run edit -- --static FOLDER --at FILE',
  options: {
    'lang': { type: 'string', value: 'LANGUAGE', help: `Russian, Ukrainian, French or English: ${localeCodes.join(', ')} (default: that of the browser)` },
    'no-preview': { type: 'boolean', default: false, help: 'without the preview, which needs much of an old computer' },
    'no-open': { type: 'boolean', default: false, help: 'print the address only' },
    'static': { type: 'string', value: 'FOLDER', help: 'make the editor for a team, a folder of static files; see docs/editing.md' },
    'at': { type: 'string', value: 'FILE', help: 'where that team works, a file like deploy/editor/gitlab.json' },
  },
  ends: 'Ends with 0, with 1 if the editor cannot be opened or made, with 2 if it was called wrongly.',
  async run({ lang, static: folder, at, ...without }) {
    if (folder !== undefined) return makeStatic(folder, at)
    await edit({ preview: !without['no-preview'], open: !without['no-open'], language: lang === undefined ? undefined : languageOf(lang) })
  },
})

async function makeStatic(folder: string, place: string | undefined): Promise<void> {
  if (place === undefined) throw new UsageError('--static needs --at, a file like deploy/editor/gitlab.json')
  await buildEditor(root, resolve(folder), placeSchema.parse(JSON.parse(readFileSync(place, 'utf8'))))
  console.log(`The editor is in ${folder}. Serve it as deploy/editor/nginx.conf shows.`)
}

async function edit({ preview: wanted, open, language }: { preview: boolean, open: boolean, language: Locale | undefined }): Promise<void> {
  if (!existsSync(join(root, '.git'))) throw new Error('this folder is no git work tree: the editor could hand nothing over')
  const preview = wanted ? await startPreview(root) : undefined
  const server = await startEditServer({ program: root, project: root, target: join(root, '.data/edit'), preview: preview?.origin ?? null })
  const address = server.address + (language === undefined ? '' : `?lang=${language}`)
  console.log(`The editor is open at\n\n  ${address}\n\nKeep the address to yourself. Ctrl+C ends the editor.`)
  // The preview is a process of its own: it would outlive a terminal window that is closed.
  let closing: Promise<void> | undefined
  onStopSignal(() => {
    preview?.close()
    closing ??= server.close()
  }, ['SIGINT', 'SIGTERM', 'SIGHUP'])
  if (open && !await openOnDesktop(address)) console.log('Open this address in your browser.')
  try {
    await preview?.ready
    server.showPreview()
  }
  catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}
