import { resolve } from 'node:path'
import { openOnDesktop } from './desktop/open.ts'
import { readOptions } from './preview/options.ts'
import { preview } from './preview/preview.ts'
import { words } from './preview/words.ts'
import { UsageError } from './report/usage-error.ts'

const usage = `Shows what a change does to the site: the changed pages in all languages, before and after, in one file.

npm run preview -- --changed [--from COMMIT] [--out FILE] [--open] [--lang ru|uk|fr|en]

  --changed       the pages that look or read otherwise
  --from COMMIT   compare with this commit or branch (default: where this branch left main)
  --out FILE      the file to write (default .data/preview.html)
  --open          open it, where there is a desktop
  --lang          the language of the words around (default en)
  --root FOLDER   the project (default: the current folder)

Ends with 0, with 1 if the content has errors or a build fails, with 2 if it was called wrongly.`

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  try {
    const options = readOptions(args)
    if (options.help) {
      console.log(usage)
      return 0
    }
    const result = await preview(resolve(options.root), options)
    if (result === undefined) {
      console.log(words[options.language].nothing)
      return 0
    }
    console.error(`${result.pages} pages and ${result.channels} channels differ.`)
    if (!options.open || !await openOnDesktop(result.file)) console.log(result.file)
    return 0
  }
  catch (error) {
    if (!(error instanceof Error)) throw error
    console.error(error.message)
    if (!(error instanceof UsageError)) return 1
    console.error('\nMore: npm run preview -- --help')
    return 2
  }
}
