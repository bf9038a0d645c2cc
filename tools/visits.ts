import { readConfig, type Config } from '../server/config.ts'
import { compact } from './visits/compact.ts'
import { exportCounts } from './visits/export.ts'
import { importLogs } from './visits/import.ts'
import { printReport } from './visits/report.ts'
import { UsageError } from './visits/usage-error.ts'

/** The commands of `npm run visits -- COMMAND …`: each takes what follows its name, prints, and throws a `UsageError` if it is misused. */
const commands = new Map<string, (args: string[], config: Config) => void | Promise<void>>([
  ['compact', compact],
  ['report', printReport],
  ['import', importLogs],
  ['export', exportCounts],
])

async function run([name, ...args]: string[]) {
  const command = commands.get(name ?? '')
  if (!command) {
    throw new UsageError(`${name === undefined ? 'no command' : `unknown command "${name}"`}; there is: ${[...commands.keys()].join(', ')}`)
  }
  await command(args, readConfig(process.env))
}

try {
  await run(process.argv.slice(2))
}
catch (error) {
  console.error(`visits: ${error instanceof Error ? error.message : 'unknown fault'}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
