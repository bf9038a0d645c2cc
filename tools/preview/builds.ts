import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inputsDigest } from '../build/inputs.ts'

/** Two built sites: folders like `.output`. */
export type Builds = { before: string, after: string }

const mark = 'inputs.sha256'

/**
 * Builds the site twice, or takes what was built from the very same files: `.output`, and the last state that was compared with.
 *
 * @param root the project, in its present state
 * @param base the files of the state before
 * @throws Error when a build fails
 */
export function buildBoth(root: string, base: string): Builds {
  const present = inputsDigest(root)
  const former = inputsDigest(base)
  const output = join(root, '.output')
  const before = join(root, '.data/before')

  if (digestOf(before) !== former) {
    rmSync(before, { recursive: true, force: true })
    mkdirSync(dirname(before), { recursive: true })
    if (digestOf(output) === former) {
      cpSync(output, before, { recursive: true })
    }
    else {
      // Not tools/build.ts: what the former state says may meanwhile be against a rule, or a date have passed.
      run(base, join(base, 'node_modules/nuxt/bin/nuxt.mjs'), 'build')
      cpSync(join(base, '.output'), before, { recursive: true })
    }
    writeFileSync(join(before, mark), `${former}\n`)
  }
  if (digestOf(output) !== present) run(root, join(root, 'tools/build.ts'))
  return { before, after: output }
}

function digestOf(output: string): string | undefined {
  const file = join(output, mark)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

function run(cwd: string, ...args: string[]): void {
  // Standard output is for the result; what a build says goes beside it.
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', process.stderr, process.stderr] })
  if (status !== 0) throw new Error(`the site in ${cwd} cannot be built`)
}
