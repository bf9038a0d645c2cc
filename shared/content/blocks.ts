import { createHash } from 'node:crypto'
import { splitFrontMatter, type PageParts } from './front-matter.ts'
import { readYaml } from './yaml.ts'

/**
 * The smallest part of a page that is compared between languages: a paragraph, a heading, a list item, a table row, the title, the description.
 *
 * - `text`: as {@link hashOf} sees it, with its Markdown but without marks of headings and lists.
 * - `line`, `lastLine`: where it stands in the file, from 1.
 */
export type Block = { hash: string, text: string, line: number, lastLine: number }

/** 48 bits: among the hundred blocks of a page two differing ones meet by chance once in 10^10 pages. */
const hashLength = 12

/**
 * What a text is recognised by. Unicode forms, line breaks and kinds of spaces do not matter, so that a paragraph may be wrapped anew.
 *
 * @returns the first 12 hexadecimal digits of SHA-256
 */
export function hashOf(text: string): string {
  return createHash('sha256').update(normalise(text)).digest('hex').slice(0, hashLength)
}

/** The blocks of a page in their order. A page with wrong front matter has none for title and description. */
export function blocksOf(page: string): Block[] {
  const parts = splitFrontMatter(page)
  return [...headBlocks(parts), ...bodyBlocks(parts)]
}

function headBlocks({ head = '' }: PageParts): Block[] {
  const yaml = readYaml(head, '', 2)
  const fields = typeof yaml.value === 'object' ? { ...yaml.value } : {}
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    if (!['title', 'description'].includes(name) || typeof value !== 'string') return []
    const { line } = yaml.placeOf([name])
    return [createBlock([{ text: value, line }])]
  })
}

type Line = { text: string, line: number }

const fence = /^\s*:{2,}/
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const delimiterRow = /^[ \t]*\|[ \t|:-]*$/
const heading = /^ {0,3}#{1,6}[ \t]+/
const item = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+/
const quote = /^[ \t]*>[ \t]?/

function bodyBlocks({ body, bodyLine }: PageParts): Block[] {
  const groups: Line[][] = []
  let open: Line[] | undefined
  for (const [index, text] of body.split(/\r?\n/).entries()) {
    const line = bodyLine + index
    if (/^\s*$/.test(text) || fence.test(text) || rule.test(text) || delimiterRow.test(text)) {
      open = undefined
      continue
    }
    const alone = heading.test(text) || /^[ \t]*\|/.test(text)
    if (alone || item.test(text)) open = undefined
    const own = { text: text.replace(heading, '').replace(item, '').replace(quote, ''), line }
    if (open) {
      open.push(own)
      continue
    }
    open = [own]
    groups.push(open)
    if (alone) open = undefined
  }
  return groups.map(createBlock).filter(({ text }) => text !== '')
}

function createBlock(lines: readonly Line[]): Block {
  const text = normalise(lines.map(({ text }) => text).join('\n'))
  return { hash: hashOf(text), text, line: lines[0]?.line ?? 1, lastLine: lines.at(-1)?.line ?? 1 }
}

function normalise(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
