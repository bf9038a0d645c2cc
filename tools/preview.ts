import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { formatFindings, isError } from '../shared/content/finding.ts'
import { check } from './check/check.ts'
import { openOnDesktop } from './kit/desktop.ts'
import { findBase, findChanges } from './preview/changes.ts'
import { formatHtml } from './preview/format-html.ts'
import { toolWords } from '../shared/tool-words.ts'
import { languageOf, runCommand, UsageError } from './kit/command.ts'

await runCommand({
  name: 'preview',
  about: 'Shows what a change does to the words and the contacts of the site, before and after, in one file.\n\n'
    + 'npm run preview -- --changed [--from COMMIT] [--out FILE] [--open] [--lang ru|uk|fr|en]',
  options: {
    changed: { type: 'boolean', default: false, help: 'the texts and contacts that differ' },
    from: { type: 'string', value: 'COMMIT', help: 'compare with this commit or branch (default: where this branch left main)' },
    out: { type: 'string', value: 'FILE', default: '.data/preview.html', help: 'the file to write (default .data/preview.html)' },
    open: { type: 'boolean', default: false, help: 'open it, where there is a desktop' },
    lang: { type: 'string', default: 'en', help: 'the language of the words around (default en)' },
    root: { type: 'string', value: 'FOLDER', default: '.', help: 'the project (default: the current folder)' },
  },
  ends: 'Ends with 0, with 1 if the content has errors, with 2 if it was called wrongly.',
  async run({ changed, from, out, open, root: folder, ...options }) {
    if (!changed) throw new UsageError('say what to show: npm run preview -- --changed')
    const lang = languageOf(options.lang)
    const root = resolve(folder)
    const base = findBase(root, from)
    const errors = check(root).filter(isError)
    if (errors.length > 0) throw new Error(`the content has errors; there is nothing to show yet\n\n${formatFindings(errors, lang)}`)
    const changes = findChanges(root, base)
    if (changes.files.length + changes.channels.length === 0) {
      console.log(toolWords[lang].preview.nothing)
      return
    }
    const file = resolve(root, out)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, formatHtml(changes, base.slice(0, 12), lang))
    console.error(`${changes.files.length} files and ${changes.channels.length} channels differ.`)
    if (!open || !await openOnDesktop(file)) console.log(file)
  },
})
