import { readConfig, type Config } from '../server/operator/config.ts'
import { misspelled } from '../server/operator/state.ts'
import { end, loadEnvironment, UsageError } from './kit/command.ts'
import { compact, exportCounts, printReport } from './visits/report.ts'
import { followLog } from './visits/follow.ts'
import { importLogs } from './visits/import.ts'

interface Command {
  /** Takes what follows the name, prints, and throws a `UsageError` if it is misused. */
  readonly run: (args: string[], config: Config) => void | Promise<void>
  /** For the help: what may follow the name, and what it does. */
  readonly usage: string
  readonly does: string
}

/** The commands of `npm run visits -- COMMAND …`. */
const commands = new Map<string, Command>([
  ['report', {
    run: printReport,
    usage: '[--json] [--doubtful] [--from YYYY-MM-DD] [--to YYYY-MM-DD]',
    does: 'print the exact visits per country',
  }],
  ['import', {
    run: importLogs,
    usage: 'FILE… [-] [--format NAME] [--source NAME] [--force] [--json] [--own-hosts LIST] [--geoip FILE]',
    does: 'count access logs, or take back what export wrote',
  }],
  ['follow', {
    run: followLog,
    usage: '(--pipe PATH | -) [--format NAME] [--own-hosts LIST] [--geoip FILE]',
    does: 'count from a live log',
  }],
  ['export', {
    run: exportCounts,
    usage: '[--format csv|json] [--from YYYY-MM-DD] [--to YYYY-MM-DD]',
    does: 'write the exact counts per day, country and language',
  }],
  ['compact', {
    run: compact,
    usage: '--writer UUID… | --finished-before YYYY-MM-DD [--dry-run]',
    does: 'add up what machines that are gone have published',
  }],
])

function help(): string {
  const lines = [...commands].map(([name, { usage, does }]) => `  ${name} ${usage}\n      ${does}`)
  return ['Usage: npm run --silent visits -- COMMAND …', '', ...lines, '', 'Settings: .env.example. More: docs/logs.md, docs/operation.md.'].join('\n')
}

async function run([name, ...args]: string[]) {
  if (name === 'help' || name === '--help' || name === '-h') return console.log(help())
  const command = commands.get(name ?? '')
  if (!command) {
    throw new UsageError(`${name === undefined ? 'no command' : `unknown command "${name}"`}; there is: ${[...commands.keys()].join(', ')}, help`)
  }
  loadEnvironment()
  for (const warning of misspelled(process.env)) console.error(`visits: ${warning}`)
  await command.run(args, readConfig(process.env))
}

await end('visits', () => run(process.argv.slice(2)))
