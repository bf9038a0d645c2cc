import { HtmlValidate } from 'html-validate'
import { finding, placeCounter, type Finding } from '../../shared/content/finding.ts'
import { htmlRules } from './html-rules.ts'
import type { OutputFile } from './output.ts'
import { readHtml } from '../../shared/page/contact-scan.ts'

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
    ...leftovers.filter(({ what }) => what.test(text))
      .map(({ what, name }) => finding('output-leftover', file, placeCounter(text)(text.search(what)), { text: name })),
    ...missingValues(file, text),
    ...validator.validateStringSync(text, file).results.flatMap(({ messages }) => messages.map(({ message, ruleId, selector, ...place }) =>
      finding('output-html', file, place, { detail: `${message} (${ruleId})${selector ? `: ${selector}` : ''}` }))),
  ])
}

function missingValues(file: string, text: string): Finding[] {
  const page = readHtml(text)
  const at = page.text.search(words)
  return [
    ...(at < 0 ? [] : [finding('output-leftover', file, page.placeAt(at), { text: words.exec(page.text)?.[0] ?? '' })]),
    ...page.attributes.filter(({ value }) => words.test(value))
      .map(({ name, value, ...place }) => finding('output-leftover', file, place, { text: `${name}="${value}"` })),
  ]
}
