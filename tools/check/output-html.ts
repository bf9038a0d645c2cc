import { HtmlValidate } from 'html-validate'
import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { htmlRules } from './html-rules.ts'
import type { OutputFile } from './output.ts'
import { readHtml } from './scan/html.ts'

/** What a program writes when a value is missing, and what no page of this site may have. */
const leftovers: readonly { what: RegExp, name: string }[] = [
  { what: /<script/i, name: '<script' },
  { what: /\{\{/, name: '{{' },
  { what: /\[object Object\]/, name: '[object Object]' },
]

const words = /\b(?:undefined|NaN)\b/

/** Leftovers of programs, and HTML that is not valid. */
export function checkOutputHtml(files: readonly OutputFile[]): Finding[] {
  const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: htmlRules })
  return files.filter(({ path }) => path.endsWith('.html')).flatMap(({ file, text }) => [
    ...leftovers.filter(({ what }) => what.test(text)).map(({ what, name }) => leftover(file, text, text.search(what), name)),
    ...missingValues(file, text),
    ...validator.validateStringSync(text, file).results.flatMap(({ messages }) => messages.map(({ line, message, ruleId, selector }) =>
      errorAt('output-html', file, line, `${message} (${ruleId})${selector ? `: ${selector}` : ''}`, 'mend the component that writes it'))),
  ])
}

function missingValues(file: string, text: string): Finding[] {
  const page = readHtml(text)
  const at = page.text.search(words)
  return [
    ...(at < 0 ? [] : [leftover(file, text, 0, words.exec(page.text)?.[0] ?? '', page.lineAt(at))]),
    ...page.attributes.filter(({ value }) => words.test(value))
      .map(({ name, value, line }) => leftover(file, text, 0, `${name}="${value}"`, line)),
  ]
}

function leftover(file: string, text: string, offset: number, name: string, line = text.slice(0, offset).split('\n').length): Finding {
  return errorAt(
    'output-leftover', file, line,
    `${name} stands in the page`,
    'a value is missing or a script was written: mend the component',
  )
}
