import { isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Document, Scalar } from 'yaml'
import { errorAt, type Finding } from './finding.ts'

export type YamlPath = readonly PropertyKey[]

/**
 * A YAML text that was read strictly.
 *
 * - `value`: the plain value, undefined when there are findings.
 * - `lineOf`: the line of a key or list item; of its nearest existing parent when it is missing.
 * - `plainAt`: the source of a value that was written without quotes.
 */
export type YamlText = {
  value: unknown
  findings: Finding[]
  lineOf: (path: YamlPath) => number
  plainAt: (path: YamlPath) => string | undefined
}

/**
 * What YAML 1.1 readers (most editors and forms still are) turn into a boolean, a date, a time or a number although
 * YAML 1.2 reads a string: https://yaml.org/type/
 */
const ambiguous = /^(?:y|yes|n|no|on|off|\d{4}-\d{1,2}-\d{1,2}.*|[-+]?\d+(?::[0-5]?\d)+|[-+]?\d[\d_]*)$/i

const strict = { version: '1.2', schema: 'core', strict: true, uniqueKeys: true, prettyErrors: false } as const

/** What the reader calls a quote or a bracket that nobody closes. */
const unclosed = new Set(['MISSING_CHAR', 'BAD_INDENT'])

/**
 * Reads one YAML 1.2 document (core schema) and refuses what people write by accident: duplicate keys, unterminated
 * quotes, several documents, anchors, aliases, tags, merge keys, and texts that only quotes keep a text.
 *
 * @param file named in the findings
 * @param firstLine the line of the file on which the text begins (front matter begins on line 2)
 */
export function readYaml(text: string, file: string, firstLine = 1): YamlText {
  const counter = new LineCounter()
  const document = parseDocument(text, { ...strict, lineCounter: counter })
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line) + firstLine - 1

  const broken = [...document.errors, ...document.warnings].map(({ code, message, pos }) =>
    errorAt(
      'yaml', file, lineAt(unclosed.has(code) ? causeOf(document, pos[0]) : pos[0]),
      `this is not strict YAML: ${lowerFirst(message)}`,
      'check quotes, brackets, indentation and colons on this line and the one before',
    ))

  const findings = [...broken, ...refuse(document, text, file, lineAt)].sort((a, b) => a.line - b.line)
  return {
    value: findings.length > 0 ? undefined : document.toJS(),
    findings,
    lineOf: path => lineAt(offsetOf(document, path)),
    plainAt(path) {
      const node = document.getIn(path, true)
      return isScalar(node) && node.type === 'PLAIN' ? node.source : undefined
    },
  }
}

function refuse(document: Document, text: string, file: string, lineAt: (offset: number) => number): Finding[] {
  const findings: Finding[] = []
  visit(document, (key, node) => {
    if (isPair(node)) {
      if (!isScalar(node.key) || typeof node.key.value !== 'string')
        add(node.key, 'yaml', 'the name of a field is not a text', 'write the name as a word, or put it in double quotes')
      else if (node.key.value === '<<')
        add(node.key, 'yaml', 'the merge key << is not allowed', 'write the fields out')
      return
    }
    if (isAlias(node)) add(node, 'yaml', 'an alias (*name) is not allowed', 'write the value out')
    else if (isNode(node) && node.anchor) add(node, 'yaml', 'an anchor (&name) is not allowed', 'write the value out')
    else if (isNode(node) && node.tag) add(node, 'yaml', `a tag (${node.tag}) is not allowed`, 'remove the tag; put texts in double quotes')
    else if (isScalar(node) && isQuoted(node) && text.slice(...range(node)).includes('\n'))
      add(node, 'yaml', 'a quoted text goes on over the end of its line', 'close it with a quotation mark on the same line')
    else if (isScalar(node) && key !== 'key' && node.type === 'PLAIN' && typeof node.value === 'string' && ambiguous.test(node.value))
      add(node, 'quotes', `some programs do not read ${node.value} as text`, `put it in double quotes: "${node.value}"`)
  })
  return findings

  function add(node: unknown, rule: string, message: string, mend: string): void {
    findings.push(errorAt(rule, file, lineAt(range(node)[0]), message, mend))
  }
}

function isQuoted({ type }: Scalar): boolean {
  return type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'
}

/** From the first sign of a node to behind its last. */
function range(node: unknown): [start: number, end: number] {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : [0, 0]
}

/** An unclosed quote or bracket is noticed where the text ends; where it was opened is the line to mend. */
function causeOf(document: Document, offset: number): number {
  let cause = offset
  visit(document, {
    Node(_key, node) {
      const [start, end] = range(node)
      const open = (isScalar(node) && isQuoted(node)) || (isCollection(node) && node.flow)
      if (open && start < offset && offset <= end) cause = start
    },
  })
  return cause
}

/** The offset of the key or item at the path, or of the nearest parent that exists. */
function offsetOf(document: Document, path: YamlPath): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    const next = isMap(node)
      ? node.items.find(pair => isScalar(pair.key) && pair.key.value === step)
      : isSeq(node) ? node.items[Number(step)] : undefined
    const marked = isPair(next) ? next.key : next
    if (!isNode(marked)) break
    offset = range(marked)[0]
    node = isPair(next) ? next.value : next
  }
  return offset
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
