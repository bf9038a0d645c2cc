import { join } from 'node:path'
import { loadContent } from '../shared/content/read.ts'
import type { Mirror } from '../shared/content/schemas.ts'
import { publicKeys } from './release/signatures.ts'
import { addressReader, defaultPatience } from './release/verify/address-reader.ts'
import { printable, verifyCopy, type VerifyOptions } from './release/verify/verify.ts'
import { runCommand, UsageError } from './kit/command.ts'

/** What a mirror answered; `number` and `expires` are null when it shows no readable manifest, `problems` empty when everything is as signed. */
type MirrorState = { kind: Mirror['kind'], address: string, asked: boolean, number: number | null, expires: string | null, problems: string[] }

/** `patience`: seconds that one answer may take. */
type AskOptions = VerifyOptions & { patience?: number | undefined }

await runCommand({
  name: 'mirrors',
  about: 'Asks each address in content/mirrors.yml which release it serves, and whether the bytes are as signed.\n\n'
    + 'npm run mirrors -- [--timeout SECONDS] [--root FOLDER] [--json]',
  options: {
    timeout: {
      type: 'string', value: 'SECONDS', default: String(defaultPatience),
      help: `how long one answer may take (default ${defaultPatience}), and all of a mirror fifteen times that`,
    },
    root: { type: 'string', value: 'FOLDER', default: join(import.meta.dirname, '..'), help: 'the project (default: where this program lies)' },
    json: { type: 'boolean', default: false, help: 'the answers as JSON' },
  },
  ends: 'Asks the addresses of the list and no other, also when one of them sends elsewhere. Onion addresses are left out: that needs Tor.\n'
    + 'Ends with 0 when all that were asked are in order, with 1 if one is not, with 2 if it was called wrongly.',
  async run({ timeout, root, json }) {
    if (!/^[1-9]\d{0,4}$/.test(timeout)) throw new UsageError(`--timeout takes seconds, not “${timeout}”`)
    const { mirrors, releaseKeys, release } = loadContent(root)
    const states = await askMirrors(mirrors, { keys: publicKeys(releaseKeys), threshold: releaseKeys.threshold, atLeast: release?.number, patience: Number(timeout) })
    if (json) console.log(JSON.stringify(states, null, 2))
    else print(states)
    return states.every(({ problems }) => problems.length === 0) ? 0 : 1
  },
})

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
