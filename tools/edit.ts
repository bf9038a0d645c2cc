// The visual editor: on this computer, beside the preview, or as a folder of static files for a team.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openOnDesktop } from './kit/desktop.ts'
import { buildEditor } from './edit/build.ts'
import { placeSchema } from './edit/place.ts'
import { startPreview } from './edit/preview.ts'
import { startEditServer } from './edit/server.ts'
import { readArguments } from './kit/command.ts'
import { onStopSignal } from '../server/stop-signals.ts'
import { isLocale, localeCodes, type Locale } from '../shared/locales.ts'

const usage = `Opens the visual editor.

npm run edit                    edit the files of this folder, beside the preview
npm run edit -- --lang LANGUAGE in Russian, Ukrainian, French or English: ${localeCodes.join(', ')} (default: that of the browser)
npm run edit -- --no-preview    without the preview, which needs much of an old computer
npm run edit -- --no-open       print the address only
npm run edit -- --static FOLDER --at FILE
                                make the editor for a team, a folder of static files; see docs/editing.md`

const root = join(import.meta.dirname, '..')

try {
  await run(process.argv.slice(2))
}
catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function run(args: string[]): Promise<void> {
  const { values } = readArguments({
    args,
    options: {
      'no-preview': { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      'lang': { type: 'string' },
      'static': { type: 'string' },
      'at': { type: 'string' },
      'help': { type: 'boolean', default: false, short: 'h' },
    },
  })
  if (values.help) return console.log(usage)
  if (values.static !== undefined) return makeStatic(values.static, values.at)
  if (values.lang !== undefined && !isLocale(values.lang)) throw new Error(`--lang is one of ${localeCodes.join(', ')}`)
  await edit({ preview: !values['no-preview'], open: !values['no-open'], language: values.lang })
}

async function makeStatic(folder: string, place: string | undefined): Promise<void> {
  if (place === undefined) throw new Error(`--static needs --at, a file like deploy/editor/gitlab.json\n\n${usage}`)
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
