import { cpus } from 'node:os'
import { readArguments, UsageError } from '../../tools/kit/command.ts'
import { hasWrk } from './load.ts'
import { formatFinding, isReached, type Suite } from './report.ts'
import { coresSuite, latencySuite, pageSuite } from './suites/page.ts'
import { followSuite } from './suites/follow.ts'
import { growthSuite, lookUpSuite } from './suites/growth.ts'
import { importSuite } from './suites/import.ts'
import { replaySuite } from './suites/replay.ts'

const suites: Record<string, Suite> = {
  'page': pageSuite,
  'cores': coresSuite,
  'latency': latencySuite,
  'look-up': lookUpSuite,
  'replay': replaySuite,
  'import': importSuite,
  'follow': followSuite,
  'growth': growthSuite,
}

const usage = `Measures both sides of each comparison in one run and prints ratios. More: docs/measured.md.

npm run bench -- [SUITE …] [--rounds N] [--seconds N] [--json]

  SUITE       ${Object.keys(suites).join(', ')} (default all)
  --rounds    how often the sides take turns (default 5)
  --seconds   how long each turn lasts (default 3)
  --json      the result as JSON

Ends with 0, with 1 if something could not be measured, with 2 if it was called wrongly.`

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  try {
    const options = readOptions(args)
    if (options.help) console.log(usage)
    else await measure(options)
    return 0
  }
  catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${usage}`)
    return 2
  }
}

type Options = { names: readonly string[], rounds: number, seconds: number, json: boolean, help: boolean }

/** @throws UsageError that says what is wrong with them */
function readOptions(args: string[]): Options {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const unknown = positionals.filter(name => !(name in suites))
  if (unknown.length > 0) throw new UsageError(`there is no ${unknown.join(', ')}; the suites are ${Object.keys(suites).join(', ')}`)
  return { names: positionals, rounds: numberOf('rounds', values.rounds), seconds: numberOf('seconds', values.seconds), json: values.json, help: values.help }
}

function numberOf(option: string, text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError(`--${option} is "${text}", but must be a whole number from 1 to 9999`)
  return Number(text)
}

async function measure({ names, rounds, seconds, json }: Options) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${process.platform}, Node ${process.version}, load by ${hasWrk ? 'wrk' : 'autocannon'}`
  const date = new Date().toISOString().slice(0, 10)
  if (!json) console.log(`${date}, ${machine}`)

  const results = []
  for (const [name, suite] of Object.entries(suites)) {
    if (names.length > 0 && !names.includes(name)) continue
    if (!json) console.log(`\n${suite.title}\n  ${suite.method}`)
    const findings = await suite.run({ rounds, seconds })
    if (!json) for (const finding of findings) console.log(formatFinding(finding))
    results.push({ suite: name, findings: findings.map(finding => ({ ...finding, reached: isReached(finding) })) })
  }
  if (json) console.log(JSON.stringify({ date, machine, results }, null, 2))
}
