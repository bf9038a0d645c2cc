// How large the house is: files and lines of each folder, what has one importer, which files import each other in a circle. `npm run house`.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const code = /\.(?:ts|vue|mjs|css|html)$/

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
  .filter(file => existsSync(join(root, file)))
const texts = new Map(files.filter(file => code.test(file) || file.endsWith('.md')).map(file => [file, readFileSync(join(root, file), 'utf8')]))

interface Row { name: string, files: number, lines: number, median: number, largest: string }

function rowOf(name: string, isPart: (file: string) => boolean): Row {
  const sizes = [...texts].filter(([file]) => isPart(file)).map(([file, text]) => ({ file, lines: text.split('\n').length - 1 })).sort((a, b) => a.lines - b.lines)
  const largest = sizes.at(-1)
  return {
    name,
    files: sizes.length,
    lines: sizes.reduce((sum, { lines }) => sum + lines, 0),
    median: sizes[Math.floor(sizes.length / 2)]?.lines ?? 0,
    largest: largest ? `${largest.file} ${largest.lines}` : '',
  }
}

/** The file that an `import` names; undefined for a package. */
function target(from: string, specifier: string): string | undefined {
  const path = specifier.startsWith('.') ? join(dirname(from), specifier) : specifier.replace(/^#shared\//, 'shared/').replace(/^~\//, '')
  return [path, `${path}.ts`, `${path}.vue`].find(name => texts.has(name))
}

const imports = new Map([...texts].filter(([file]) => /\.(?:ts|vue|mjs)$/.test(file)).map(([file, text]) => [
  file,
  [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].flatMap(([, specifier = '']) => target(file, specifier) ?? []),
]))

/** Files that reach themselves by imports, each circle once (Tarjan's strongly connected components). */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []

  function visit(node: string) {
    order.set(node, order.size)
    low.set(node, order.size - 1)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(node) !== order.get(node)) return
    const circle = stack.splice(stack.indexOf(node))
    if (circle.length > 1) found.push(circle)
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return found
}

function topOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '.'
}

/** Which folders' files import which others', two steps deep: `tools/check`, `server/http`. */
function folders(): Map<string, string[]> {
  const folderOf = (file: string) => dirname(file).split('/').slice(0, 2).join('/')
  const graph = new Map<string, Set<string>>()
  for (const [file, targets] of imports) {
    if (file.startsWith('tests/')) continue
    const set = graph.get(folderOf(file)) ?? new Set()
    graph.set(folderOf(file), set)
    for (const to of targets) if (folderOf(to) !== folderOf(file)) set.add(folderOf(to))
  }
  return new Map([...graph].map(([folder, set]) => [folder, [...set]]))
}

const isCode = (file: string) => code.test(file)
const isTest = (file: string) => file.startsWith('tests/')
const tops = [...new Set([...texts.keys()].filter(file => isCode(file) && !isTest(file)).map(topOf))].sort()
const rows = [
  ...tops.map(top => rowOf(top, file => isCode(file) && !isTest(file) && topOf(file) === top)),
  rowOf('all but tests', file => isCode(file) && !isTest(file)),
  rowOf('tests', file => isCode(file) && isTest(file)),
  rowOf('Markdown docs', file => file.endsWith('.md') && !file.startsWith('content/') && !isTest(file)),
]
const importers = new Map<string, number>()
for (const [file, targets] of imports) if (!isTest(file)) for (const to of new Set(targets)) importers.set(to, (importers.get(to) ?? 0) + 1)

console.table(rows)
console.log(`files with one importer: ${[...importers].filter(([file, count]) => count === 1 && file.endsWith('.ts')).length} of ${[...imports.keys()].filter(file => !isTest(file) && file.endsWith('.ts')).length}`)
console.log(`circles of files: ${JSON.stringify(circles(imports))}`)
console.log(`circles of folders: ${JSON.stringify(circles(folders()))}`)
