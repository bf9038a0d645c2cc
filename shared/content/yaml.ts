import { isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml'
import type { Document, ErrorCode, Scalar } from 'yaml'
import { finding, placeCounter, type Finding, type Place } from './finding.ts'

export type YamlPath = readonly PropertyKey[]

/** A text among the values. `start` is the offset of its first letter in the source, or undefined where escapes make both differ. */
export type YamlString = { path: string[], value: string, start: number | undefined, place: Place }

/**
 * A YAML text that was read strictly.
 *
 * - `value`: the plain value, undefined when there are findings.
 * - `placeOf`: the place of a key or list item; of its nearest existing parent when it is missing.
 * - `texts`: every text among the values.
 * - `plainAt`: the source of a value that was written without quotes.
 */
export type YamlText = {
  value: unknown
  findings: Finding[]
  placeOf: (path: YamlPath) => Place
  texts: YamlString[]
  plainAt: (path: YamlPath) => string | undefined
}

/**
 * What YAML 1.1 readers (most editors and forms still are) turn into a boolean, a date, a time or a number although
 * YAML 1.2 reads a string: https://yaml.org/type/
 */
const ambiguous = /^(?:y|yes|n|no|on|off|\d{4}-\d{1,2}-\d{1,2}.*|[-+]?\d+(?::[0-5]?\d)+|[-+]?\d[\d_]*)$/i

const strict = { version: '1.2', schema: 'core', strict: true, uniqueKeys: true, prettyErrors: false } as const

/** What the reader's codes mean for an editor; the rest is rare. */
const codes: Partial<Record<ErrorCode, 'yaml-key-twice' | 'yaml-unclosed' | 'yaml-indent' | 'yaml-colon' | 'yaml-documents'>> = {
  DUPLICATE_KEY: 'yaml-key-twice',
  MISSING_CHAR: 'yaml-unclosed',
  BAD_INDENT: 'yaml-indent',
  TAB_AS_INDENT: 'yaml-indent',
  BLOCK_AS_IMPLICIT_KEY: 'yaml-colon',
  MULTILINE_IMPLICIT_KEY: 'yaml-unclosed',
  MULTIPLE_DOCS: 'yaml-documents',
}

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
  const document = parseDocument(text, strict)
  const count = placeCounter(text, firstLine)
  const placeAt = (offset: number): Place => count(Math.max(0, offset))

  const broken = [...document.errors, ...document.warnings].map(({ code, message, pos }) => {
    const place = placeAt(unclosed.has(code) ? causeOf(document, pos[0]) : pos[0])
    const messageId = codes[code]
    return messageId ? finding(messageId, file, place) : finding('yaml-other', file, place, { detail: lowerFirst(message) })
  })

  const findings = [...broken, ...refuse(document, text, file, placeAt)].sort((a, b) => a.line - b.line)
  return {
    value: findings.length > 0 ? undefined : document.toJS(),
    findings,
    texts: findings.length > 0 ? [] : stringsOf(document.contents, text, placeAt),
    placeOf: path => placeAt(offsetOf(document, path)),
    plainAt(path) {
      const node = document.getIn(path, true)
      return isScalar(node) && node.type === 'PLAIN' ? node.source : undefined
    },
  }
}

function stringsOf(node: unknown, text: string, placeAt: (offset: number) => Place, path: string[] = []): YamlString[] {
  if (isMap(node))
    return node.items.flatMap(({ key, value }) => stringsOf(value, text, placeAt, [...path, isScalar(key) ? String(key.value) : '']))
  if (isSeq(node)) return node.items.flatMap((item, index) => stringsOf(item, text, placeAt, [...path, String(index)]))
  if (!isScalar(node) || typeof node.value !== 'string') return []
  const [begin, end] = range(node)
  const start = isQuoted(node) ? begin + 1 : begin
  const exact = text.slice(start, isQuoted(node) ? end - 1 : end) === node.value
  return [{ path, value: node.value, start: exact ? start : undefined, place: placeAt(start) }]
}

function refuse(document: Document, text: string, file: string, placeAt: (offset: number) => Place): Finding[] {
  const findings: Finding[] = []
  visit(document, (key, node) => {
    if (isPair(node)) {
      if (!isScalar(node.key) || typeof node.key.value !== 'string') findings.push(finding('yaml-field-name', file, placeOf(node.key)))
      else if (node.key.value === '<<') findings.push(finding('yaml-merge', file, placeOf(node.key)))
      return
    }
    if (isAlias(node)) findings.push(finding('yaml-alias', file, placeOf(node)))
    else if (isNode(node) && node.anchor) findings.push(finding('yaml-anchor', file, placeOf(node)))
    else if (isNode(node) && node.tag) findings.push(finding('yaml-tag', file, placeOf(node), { tag: node.tag }))
    else if (isScalar(node) && isQuoted(node) && text.slice(...range(node)).includes('\n'))
      findings.push(finding('yaml-long-quote', file, placeOf(node)))
    else if (isScalar(node) && key !== 'key' && node.type === 'PLAIN' && typeof node.value === 'string' && ambiguous.test(node.value))
      findings.push(finding('quotes-ambiguous', file, placeOf(node), { value: node.value }))
  })
  return findings

  function placeOf(node: unknown): Place {
    return placeAt(range(node)[0])
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
