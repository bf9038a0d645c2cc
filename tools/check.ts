import { formatFinding, isError, reportFinding, type Finding } from '../shared/content/finding.ts'
import { messageLanguage, toolWords } from '../shared/tool-words.ts'
import type { Content } from '../shared/content/read.ts'
import { localeCodes, type Locale } from '../shared/locales.ts'
import { checkFolder } from './check/check.ts'
import { fixContent } from './check/typography.ts'
import { languageOf, runCommand, UsageError } from './kit/command.ts'
import { checkLastRelease } from './release/review.ts'

await runCommand({
  name: 'check',
  about: 'Checks the content of the site.\n\nnpm run check -- [OPTIONS]',
  options: {
    fix: { type: 'boolean', default: false, help: 'first mend spaces, quotation marks, apostrophes and dashes in the texts' },
    lang: { type: 'string', value: 'LANGUAGE', default: messageLanguage(process.env), help: `of the messages: ${localeCodes.join(', ')} (default: that of the system, else en)` },
    json: { type: 'boolean', default: false, help: 'findings as JSON' },
    strict: { type: 'boolean', default: false, help: 'warnings count as errors' },
    release: { type: 'boolean', default: false, help: 'also: every channel is confirmed and approved, a publisher is named, and what has changed since the last release' },
    last: { type: 'string', value: 'FOLDER|FILE', help: 'the release to compare with (default: the last signed one at hand)' },
    built: { type: 'boolean', value: '[FOLDER]', default: false, help: 'also: the published files (default .output/public)' },
    contacts: { type: 'string', value: 'FOLDER', help: 'read the contact files from here (default content/contacts)' },
    root: { type: 'string', value: 'FOLDER', default: '.', help: 'the project (default: the current folder)' },
  },
  ends: 'Ends with 0, with 1 if there are errors, with 2 if it was called wrongly.',
  positionals: true,
  async run({ fix, json, strict, release, last, contacts, root, ...options }, [folder, ...rest]) {
    const lang = languageOf(options.lang)
    if (rest.length > 0 || (folder !== undefined && !options.built)) throw new UsageError(`unexpected: ${[folder, ...rest].join(' ')}`)
    const built = options.built ? folder ?? '.output/public' : undefined
    const others = release ? (content: Content) => checkLastRelease(root, content, last) : undefined

    const fixed = fix ? fixContent(root, { contacts }) : []
    const findings = await checkFolder(root, { contacts, release, others, built })
    const errors = findings.filter(isError).length
    const warnings = findings.length - errors
    if (json) console.log(JSON.stringify({ errors, warnings, fixed, findings: findings.map(finding => reportFinding(finding, lang)) }, null, 2))
    else print(findings, fixed, errors, lang)
    return errors === 0 && !(strict && warnings > 0) ? 0 : 1
  },
})

function print(findings: readonly Finding[], fixed: readonly string[], errors: number, lang: Locale): void {
  const { terms } = toolWords[lang].checker
  if (fixed.length > 0) console.log(`${terms.mended}: ${fixed.join(', ')}\n`)
  for (const finding of findings) console.log(formatFinding(finding, lang))
  if (errors === 0) console.log(`${findings.length > 0 ? '\n' : ''}${terms['in-order']}`)
  if (findings.length === 0) return
  console.log(`${errors > 0 ? '\n' : ''}${terms.errors}: ${errors}, ${terms.warnings}: ${findings.length - errors}`)
}
