import { parseArgs } from 'node:util'
import { formatFinding, isError } from '../shared/content/finding.ts'
import { check } from './check/check.ts'

const usage = `Checks the content of the site.

npm run check -- [--release [--last FOLDER|FILE]] [--built [FOLDER]] [--contacts FOLDER] [--root FOLDER] [--json]

  --release           also: every channel is confirmed and approved, a publisher is named, and what has changed since the last release
  --last FOLDER|FILE  the release to compare with (default release, if there is one)
  --built [FOLDER]    also: the published files (default .output/public)
  --contacts FOLDER   read the contact files from here (default content/contacts)
  --root FOLDER       the project (default: the current folder)
  --json              findings as JSON

Ends with 0, with 1 if there are errors, with 2 if it was called wrongly.`

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  const options = parse(args)
  if (typeof options === 'string') {
    console.error(`${options}\n\n${usage}`)
    return 2
  }
  if (options.help) {
    console.log(usage)
    return 0
  }
  const findings = check(options.root, options)
  const errors = findings.filter(isError).length
  if (options.json) {
    console.log(JSON.stringify({ errors, warnings: findings.length - errors, findings }, null, 2))
  }
  else {
    for (const finding of findings) console.log(formatFinding(finding))
    console.log(summary(errors, findings.length - errors))
  }
  return errors === 0 ? 0 : 1
}

function summary(errors: number, warnings: number): string {
  if (errors > 0) return `\n${errors} errors, ${warnings} warnings`
  return warnings > 0 ? `\nThe content is in order, with ${warnings} warnings.` : 'The content is in order.'
}

type Options = { release: boolean, last: string | undefined, built: string | undefined, contacts: string | undefined, root: string, json: boolean, help: boolean }

function parse(args: string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        release: { type: 'boolean', default: false },
        last: { type: 'string' },
        built: { type: 'boolean', default: false },
        contacts: { type: 'string' },
        root: { type: 'string', default: '.' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
    const [folder, ...rest] = positionals
    if (rest.length > 0 || (folder && !values.built)) return `unexpected: ${positionals.join(' ')}`
    return { ...values, last: values.last, contacts: values.contacts, built: values.built ? folder ?? '.output/public' : undefined }
  }
  catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
