import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { formatFindings, isError } from '../shared/content/finding.ts'
import { isLocale } from '../shared/locales.ts'
import { check } from './check/check.ts'
import { openOnDesktop } from './kit/desktop.ts'
import { findBase, findChanges } from './preview/changes.ts'
import { formatHtml } from './preview/format-html.ts'
import { words } from './preview/words.ts'
import { readArguments, UsageError } from './kit/command.ts'

const usage = `Shows what a change does to the words of the site: each text by words, each contact sign by sign, in one file.

npm run preview -- --changed [--from COMMIT] [--out FILE] [--open] [--lang ru|uk|fr|en]

  --changed       the texts and contacts that differ
  --from COMMIT   compare with this commit or branch (default: where this branch left main)
  --out FILE      the file to write (default .data/preview.html)
  --open          open it, where there is a desktop
  --lang          the language of the words around (default en)
  --root FOLDER   the project (default: the current folder)

Ends with 0, with 1 if the content has errors, with 2 if it was called wrongly.`

try {
  process.exitCode = await run(process.argv.slice(2))
}
catch (error) {
  if (!(error instanceof Error)) throw error
  const isUsage = error instanceof UsageError
  console.error(isUsage ? `${error.message}\n\nMore: npm run preview -- --help` : error.message)
  process.exitCode = isUsage ? 2 : 1
}

async function run(args: string[]): Promise<number> {
  const { changed, from, out, open, lang, root: folder, help } = readArguments({
    args,
    options: {
      changed: { type: 'boolean', default: false },
      from: { type: 'string' },
      out: { type: 'string', default: '.data/preview.html' },
      open: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'en' },
      root: { type: 'string', default: '.' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  }).values
  if (help) {
    console.log(usage)
    return 0
  }
  if (!changed) throw new UsageError('say what to show: npm run preview -- --changed')
  if (!isLocale(lang)) throw new UsageError(`“${lang}” is no language of the site`)

  const root = resolve(folder)
  const base = findBase(root, from)
  const errors = check(root).filter(isError)
  if (errors.length > 0) throw new Error(`the content has errors; there is nothing to show yet\n\n${formatFindings(errors, lang)}`)
  const changes = findChanges(root, base)
  if (changes.files.length + changes.channels.length === 0) {
    console.log(words[lang].nothing)
    return 0
  }
  const file = resolve(root, out)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, formatHtml(changes, base.slice(0, 12), lang))
  console.error(`${changes.files.length} files and ${changes.channels.length} channels differ.`)
  if (!open || !await openOnDesktop(file)) console.log(file)
  return 0
}
