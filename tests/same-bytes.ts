// Whether a change of the code has changed what readers get: builds a commit and the working tree, and compares the published files and the
// static copy byte for byte. `npm run test:bytes -- REVISION` (default: HEAD). Ends with 1 when something differs.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const revision = process.argv[2] ?? 'HEAD'
const folder = mkdtempSync(join(tmpdir(), 'same-bytes-'))

/** What is compared, and where a build leaves it. */
const outputs = { 'published files': '.output/public', 'static copy': 'release' }

try {
  const [before, after] = [join(folder, 'before'), join(folder, 'after')]
  git('worktree', 'add', '--detach', '--quiet', before, revision)
  git('worktree', 'add', '--detach', '--quiet', after, workingTree())
  for (const tree of [before, after]) make(tree)
  const differences = Object.entries(outputs).flatMap(([name, output]) => compare(name, join(before, output), join(after, output)))
  console.log(differences.join('\n') || `The same bytes as ${revision}: ${Object.keys(outputs).join(' and ')}.`)
  process.exitCode = differences.length > 0 ? 1 : 0
}
finally {
  rmSync(folder, { recursive: true, force: true })
  git('worktree', 'prune')
}

/** A commit of the working tree as it is, new files too, that no branch holds. */
function workingTree(): string {
  const env = { GIT_INDEX_FILE: join(folder, 'index') }
  git('read-tree', 'HEAD', env)
  git('add', '--all', env)
  return git('commit-tree', '-p', 'HEAD', '-m', 'the working tree', git('write-tree', env))
}

function make(tree: string) {
  run(tree, 'cp', '-al', join(root, 'node_modules'), join(tree, 'node_modules'))
  run(tree, process.execPath, 'tools/build.ts')
  run(tree, process.execPath, 'tools/release.ts', '--uncommitted')
}

function compare(name: string, before: string, after: string): string[] {
  const [one, two] = [filesBelow(before), filesBelow(after)]
  return [...new Set([...one, ...two])].sort().flatMap((file) => {
    if (!two.has(file)) return `${name}: ${file} is gone`
    if (!one.has(file)) return `${name}: ${file} is new`
    // A compressed form differs when its file does.
    if (/\.(?:br|gz)$/.test(file)) return []
    const [old, now] = [before, after].map(path => withoutCommit(readFileSync(join(path, file))))
    return old === undefined || now === undefined || old.equals(now) ? [] : `${name}: ${file} differs: ${excerpt(old, now)}`
  })
}

/** The manifest names the commit that it was built from. */
function withoutCommit(content: Buffer): Buffer {
  return Buffer.from(content.toString('latin1').replace(/"commit": "[0-9a-f]{40}"/, '"commit": null'), 'latin1')
}

/** Where two files begin to differ, with some characters before and behind. */
function excerpt(old: Buffer, now: Buffer): string {
  const at = old.findIndex((byte, index) => byte !== now[index])
  const part = (text: Buffer) => JSON.stringify(text.subarray(Math.max(0, at - 30), at + 60).toString())
  return `${part(old)} → ${part(now)}`
}

function filesBelow(path: string): Set<string> {
  if (!existsSync(path)) return new Set()
  return new Set(readdirSync(path, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(path.length + 1)))
}

type Argument = string | NodeJS.ProcessEnv

function git(...args: Argument[]): string {
  return run(root, 'git', ...args)
}

function run(cwd: string, command: string, ...args: Argument[]): string {
  const words = args.filter(argument => typeof argument === 'string')
  const env = args.find(argument => typeof argument === 'object')
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1 << 26 })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${status}\n${stdout}${stderr}`)
  return stdout.trim()
}
