import { join } from 'node:path'
import { loadContent } from '../shared/content/read.ts'
import type { Mirror } from '../shared/content/schemas.ts'
import { publicKeys } from './release/signatures.ts'
import { addressReader, defaultPatience } from './release/verify/address-reader.ts'
import { printable, verifyCopy, type VerifyOptions } from './release/verify/verify.ts'
import { readArguments, UsageError } from './kit/command.ts'

const usage = `Asks each address in content/mirrors.yml which release it serves, and whether the bytes are as signed.

npm run mirrors -- [--timeout SECONDS] [--root FOLDER] [--json]

  --timeout SECONDS  how long one answer may take (default ${defaultPatience}), and all of a mirror fifteen times that
  --root FOLDER      the project (default: where this program lies)
  --json             the answers as JSON

Asks the addresses of the list and no other, also when one of them sends elsewhere. Onion addresses are left out: that needs Tor.
Ends with 0 when all that were asked are in order, with 1 if one is not, with 2 if it was called wrongly.`

/** What a mirror answered; `number` and `expires` are null when it shows no readable manifest, `problems` empty when everything is as signed. */
type MirrorState = { kind: Mirror['kind'], address: string, asked: boolean, number: number | null, expires: string | null, problems: string[] }

/** `patience`: seconds that one answer may take. */
type AskOptions = VerifyOptions & { patience?: number | undefined }

try {
  process.exitCode = await run(process.argv.slice(2))
}
catch (error) {
  console.error(`mirrors: ${error instanceof Error ? error.message : 'unknown fault'}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}

async function run(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      root: { type: 'string', default: join(import.meta.dirname, '..') },
      timeout: { type: 'string', default: String(defaultPatience) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  if (!/^[1-9]\d{0,4}$/.test(values.timeout)) throw new UsageError(`--timeout takes seconds, not “${values.timeout}”`)
  const { mirrors, releaseKeys, release } = loadContent(values.root)
  const states = await askMirrors(mirrors, { keys: publicKeys(releaseKeys), threshold: releaseKeys.threshold, atLeast: release?.number, patience: Number(values.timeout) })
  if (values.json) console.log(JSON.stringify(states, null, 2))
  else print(states)
  return states.every(({ problems }) => problems.length === 0) ? 0 : 1
}

/** Asks every listed mirror, all at once, and nobody else. Onion addresses need Tor and are left out. */
function askMirrors(mirrors: readonly Mirror[], options: AskOptions): Promise<MirrorState[]> {
  return Promise.all(mirrors.map(async ({ kind, address }) => {
    const state = kind === 'onion' ? { asked: false, number: null, expires: null, problems: [] } : await ask(address, options)
    return { kind, address, ...state }
  }))
}

async function ask(address: string, { patience, ...options }: AskOptions): Promise<Omit<MirrorState, 'kind' | 'address'>> {
  const { manifest, problems } = await verifyCopy(addressReader(address, patience), options)
  return { asked: true, number: manifest?.number ?? null, expires: manifest?.expires ?? null, problems }
}

function print(states: readonly MirrorState[]) {
  if (states.length === 0) return console.log('content/mirrors.yml lists no address.')
  const width = Math.max(...states.map(({ address }) => address.length))
  for (const { address, asked, number, expires, problems } of states) {
    const release = number === null ? 'no release to be seen' : `release ${number}, valid until ${expires}`
    const verdict = problems.length === 0 ? 'as signed' : `WRONG in ${problems.length} ${problems.length === 1 ? 'thing' : 'things'}`
    console.log(`${address.padEnd(width)}  ${asked ? `${release}: ${verdict}` : 'not asked: that needs Tor'}`)
    for (const problem of problems) console.log(`  - ${printable(problem)}`)
  }
  const asked = states.filter(({ asked }) => asked)
  const wrong = asked.filter(({ problems }) => problems.length > 0)
  console.log(`\n${asked.length} asked, ${asked.length - wrong.length} as signed, ${wrong.length} wrong, ${states.length - asked.length} not asked.`)
}
