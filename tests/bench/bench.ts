// npm run bench -- [suite …] [--json] [--rounds N] [--seconds N]: measures both sides of each comparison in one run and prints ratios.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { hasWrk } from './load.ts'
import { formatFinding, isReached, type Suite } from './report.ts'
import { coresSuite } from './suites/cores.ts'
import { followSuite } from './suites/follow.ts'
import { growthSuite } from './suites/growth.ts'
import { importSuite } from './suites/import.ts'
import { latencySuite } from './suites/latency.ts'
import { lookUpSuite } from './suites/look-up.ts'
import { pageSuite } from './suites/page.ts'
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

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
})
const unknown = positionals.filter(name => !(name in suites))
if (unknown.length > 0) {
  console.error(`there is no ${unknown.join(', ')}; the suites are ${Object.keys(suites).join(', ')}`)
  process.exit(2)
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${process.platform}, Node ${process.version}, load by ${hasWrk ? 'wrk' : 'autocannon'}`
const date = new Date().toISOString().slice(0, 10)
if (!values.json) console.log(`${date}, ${machine}`)

const results = []
for (const [name, suite] of Object.entries(suites)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  if (!values.json) console.log(`\n${suite.title}\n  ${suite.method}`)
  const findings = await suite.run({ rounds: Number(values.rounds), seconds: Number(values.seconds) })
  if (!values.json) for (const finding of findings) console.log(formatFinding(finding))
  results.push({ suite: name, findings: findings.map(finding => ({ ...finding, reached: isReached(finding) })) })
}
if (values.json) console.log(JSON.stringify({ date, machine, results }, null, 2))
