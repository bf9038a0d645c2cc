import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadContent } from '../shared/content/read.ts'
import { askMirrors, type MirrorState } from './release/ask-mirrors.ts'
import { publicKeys } from './release/signatures.ts'

const usage = `Asks each address in content/mirrors.yml which release it serves, and whether the bytes are as signed.

npm run mirrors -- [--root FOLDER] [--json]

Ends with 0 when all that were asked are in order, with 1 if one is not, with 2 if it was called wrongly.`

try {
  process.exitCode = await run(process.argv.slice(2))
}
catch (error) {
  console.error(`mirrors: ${error instanceof Error ? error.message : 'unknown fault'}`)
  process.exitCode = error instanceof TypeError ? 2 : 1
}

async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      root: { type: 'string', default: join(import.meta.dirname, '..') },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const { mirrors, releaseKeys, release } = loadContent(values.root)
  const states = await askMirrors(mirrors, { keys: publicKeys(releaseKeys), threshold: releaseKeys.threshold, atLeast: release?.number })
  if (values.json) console.log(JSON.stringify(states, null, 2))
  else print(states)
  return states.every(({ problems }) => problems.length === 0) ? 0 : 1
}

function print(states: readonly MirrorState[]) {
  if (states.length === 0) return console.log('content/mirrors.yml lists no address.')
  const width = Math.max(...states.map(({ address }) => address.length))
  for (const { address, asked, number, problems } of states) {
    const first = !asked ? 'not asked: needs Tor' : problems.length === 0 ? 'as signed' : `${problems.length} wrong`
    console.log(`${address.padEnd(width)}  ${`release ${number ?? '?'}`.padEnd(12)}  ${first}`)
    for (const problem of problems) console.log(`  - ${problem}`)
  }
}
