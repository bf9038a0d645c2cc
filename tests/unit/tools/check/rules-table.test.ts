import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describe } from '../../../../shared/tool-words.ts'
import { rules } from '../../../../shared/content/rules.ts'
import { faults } from './faults.ts'
import { checkPlant, type Fault } from './plant.ts'

const document = join(import.meta.dirname, '../../../../docs/checking.md')

it('docs/checking.md shows every rule with its severity, an example and what the checker says', { timeout: 120_000 }, async () => {
  const rows = []
  for (const [rule, { severity }] of Object.entries(rules)) {
    const example = faults.find(fault => fault.rule === rule)
    const found = example && (await checkPlant(example)).find(finding => finding.rule === rule)
    if (!example || !found) throw new Error(`${rule} has no planted fault`)
    const { message, mend } = describe('en', found.messageId, found.data)
    rows.push([`\`${rule}\``, severity, exampleOf(example), cell(`${message}: ${mend}`)])
  }
  const table = [['rule', 'severity', 'example', 'what the checker says'], ['---', '---', '---', '---'], ...rows].map(row => `| ${row.join(' | ')} |\n`)
  const [text = ''] = readFileSync(document, 'utf8').split(/^\| rule \|/m)
  await expect(`${text}${table.join('')}`).toMatchFileSnapshot(document)
})

function exampleOf({ what, from, to, file }: Fault): string {
  if (from === undefined || to === undefined || from === to || to.length > 60) return `${what} (${cell(file)})`
  return `${what}: ${code(from)} → ${code(to)}`
}

/** Hidden signs by their number, so that they are seen. */
function code(text: string): string {
  return text === '' ? 'nothing' : `\`${cell(text)}\``
}

function cell(text: string): string {
  return text.trim().replaceAll('\n', ' ⏎ ').replaceAll('|', '\\|')
    .replace(/[\p{Cf}\u0306\uFFFD]/gu, sign => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
}
