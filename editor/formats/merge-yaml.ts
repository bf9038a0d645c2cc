import { isCollection, isMap, isNode, isPair, isScalar, isSeq, parseDocument, Scalar, visit, YAMLMap, YAMLSeq, type Document, type Pair } from 'yaml'

type Tree = Scalar | YAMLMap | YAMLSeq

/**
 * Writes a value into an existing YAML text and leaves alone what has not changed: comments, order, quotes, flow or block.
 * What is new looks like its neighbours; texts get double quotes, so that no reader takes them for a number or a date.
 *
 * @param text YAML 1.2 that parses, a map
 * @param value plain data; what it lacks is removed from the text
 */
export function mergeYaml(text: string, value: Record<string, unknown>): string {
  const document: Document = parseDocument(text)
  giveCommentsToFirstItems(document, text)
  document.contents = merge(document.contents, value)
  joinCommentsOfFirstItems(document)
  keepHeader(document, text)
  return tightLists(document.toString({ lineWidth: 0 }))
}

/**
 * The library gives the comment above the first item of a block to the block, where it would stay when that item goes. What stands above a
 * blank line is about the whole block, and so is what stands on the line of its name.
 */
function giveCommentsToFirstItems(document: Document, text: string): void {
  visit(document, {
    Pair(_key, { key, value }) {
      if (!isNode(key) || !isCollection(value) || value.flow || !value.commentBefore || !key.range || !value.range) return
      const item = firstNode(value)
      const isOnLineOfName = /^[^\n]*#/.test(text.slice(key.range[1], value.range[0]))
      if (!isNode(item) || item.commentBefore || isOnLineOfName) return
      const { whole, own } = splitComment(value.commentBefore)
      value.commentBefore = whole
      item.commentBefore = own
    },
  })
}

/** As the library reads them: printed apart, the two would get spaces between them. */
function joinCommentsOfFirstItems(document: Document): void {
  visit(document, {
    Pair(_key, { value }) {
      if (!isCollection(value) || !value.commentBefore) return
      const item = firstNode(value)
      if (!isNode(item) || !item.commentBefore) return
      value.commentBefore += `\n\n${item.commentBefore}`
      item.commentBefore = undefined
    },
  })
}

/** What a comment above the first item would stand at. */
function firstNode({ items: [first] }: YAMLMap | YAMLSeq): unknown {
  return isPair(first) ? first.key : first
}

/** The comment at the head of a file is that of the file: it stays when the first entry goes. */
function keepHeader({ contents }: Document, text: string): void {
  const header = parseDocument(text).contents
  if (!isMap(header) || !isMap(contents)) return
  const [before, after] = [header.items[0], contents.items[0]].map(pair => pair?.key)
  if (!isNode(before) || !isNode(after) || !before.commentBefore || nameOf(before) === nameOf(after)) return
  const { whole, own } = splitComment(before.commentBefore)
  after.commentBefore = [whole ?? own, after.commentBefore].filter(Boolean).join('\n\n')
}

/** `own` is the last paragraph of a comment. */
function splitComment(comment: string): { whole: string | undefined, own: string } {
  const paragraphs = comment.split('\n\n')
  const own = paragraphs.pop() ?? ''
  return { whole: paragraphs.length > 0 ? paragraphs.join('\n\n') : undefined, own }
}

/** The node with the value in it, changed as little as possible. */
function merge(node: unknown, value: unknown): Tree {
  if (Array.isArray(value)) return isSeq(node) ? mergeList(node, value) : create(value, node)
  if (isRecord(value)) return isMap(node) ? mergeMap(node, value) : create(value, node)
  if (isScalar(node) && node.value === value) return node
  const scalar = create(value, node)
  if (isScalar(node)) Object.assign(scalar, { comment: node.comment, commentBefore: node.commentBefore, spaceBefore: node.spaceBefore })
  return scalar
}

function mergeMap(map: YAMLMap, value: Record<string, unknown>): YAMLMap {
  map.items = map.items.filter(({ key }) => nameOf(key) in value)
  for (const [name, child] of Object.entries(value)) {
    const pair = map.items.find(({ key }) => nameOf(key) === name)
    if (pair) pair.value = merge(pair.value, child)
    else map.items.push(newPair(name, create(child, undefined)))
  }
  // A block without items would be printed on a line of its own.
  if (map.items.length === 0) map.flow = true
  return map
}

function mergeList(list: YAMLSeq, values: unknown[]): YAMLSeq {
  const before = [...list.items]
  const places = matchItems(before.map(plain), values)
  list.items = values.map((value, index) => {
    const place = places[index]
    return place === undefined ? create(value, before[0]) : merge(before[place], value)
  })
  return list
}

/**
 * For each new item the place of the old one that it is: the one with the same name, else an equal one, else one of the
 * same date; what remains on both sides is paired in its order if it is equally many, for then items were changed, not added.
 */
export function matchItems(before: unknown[], after: unknown[]): (number | undefined)[] {
  const free = new Set(before.keys())
  const take = (fits: (place: number) => boolean): number | undefined => {
    const place = [...free].find(fits)
    if (place !== undefined) free.delete(place)
    return place
  }
  const named = after.map(item => identity(item) === undefined ? undefined : take(place => identity(before[place]) === identity(item)))
  const equal = after.map((item, index) => named[index] ?? take(place => JSON.stringify(before[place]) === JSON.stringify(item)))
  const dated = after.map((item, index) => equal[index] ?? (dateOf(item) === undefined ? undefined : take(place => dateOf(before[place]) === dateOf(item))))
  const rest = dated.filter(place => place === undefined).length === free.size
  return dated.map(place => place ?? (rest ? take(() => true) : undefined))
}

/** What tells an item of a list from the others. */
function identity(item: unknown): unknown {
  return isRecord(item) ? item['key'] ?? item['page'] ?? item['handle'] ?? item['address'] : undefined
}

function dateOf(item: unknown): unknown {
  return isRecord(item) ? item['on'] : undefined
}

/** A new node in the style of another: flow or block, with or without quotes. */
function create(value: unknown, like: unknown): Tree {
  if (Array.isArray(value)) {
    const list = new YAMLSeq()
    list.flow = isSeq(like) ? like.flow ?? false : !value.some(isRecord)
    list.items = value.map(item => create(item, isSeq(like) ? like.items[0] : undefined))
    return list
  }
  if (isRecord(value)) {
    const map = new YAMLMap()
    map.flow = (isMap(like) && (like.flow ?? false)) || Object.keys(value).length === 0
    map.items = Object.entries(value).map(([name, child]) => newPair(name, create(child, isMap(like) ? like.get(name, true) : undefined)))
    return map
  }
  const scalar = new Scalar(value)
  if (typeof value === 'string') scalar.type = isScalar(like) && like.type === Scalar.PLAIN && isPlainWord(value) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE
  return scalar
}

/** Whether every reader of YAML takes it for a text: not yes, no, on, off, null, a number or a date. https://yaml.org/type/ */
function isPlainWord(text: string): boolean {
  return /^(?!(?:y|yes|n|no|on|off|null|true|false)$)[a-z][a-z\d-]*$/.test(text)
}

function newPair(name: string, value: Tree): Pair {
  const map = new YAMLMap()
  map.set(new Scalar(name), value)
  const [pair] = map.items
  if (!pair) throw new Error('a map that was given a pair has one')
  return pair
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key)
}

function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value
  if (isSeq(node)) return node.items.map(plain)
  if (isMap(node)) return Object.fromEntries(node.items.map(pair => [nameOf(pair.key), plain(pair.value)]))
  return isPair(node) ? plain(node.value) : node
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `[ "a" ]` to `["a"]`: the library pads lists and maps alike, the files pad maps only. */
function tightLists(text: string): string {
  const padding = new Set<number>()
  visit(parseDocument(text), {
    Seq(_key, { flow, range }) {
      if (!flow || !range) return
      padding.add(range[0] + 1).add(range[1] - 2)
    },
  })
  return text.split('').filter((sign, index) => sign !== ' ' || !padding.has(index)).join('')
}
