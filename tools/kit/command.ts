import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'

/** The command line is wrong, not the world: the program ends with status 2, as POSIX tools do, and one line that says what to mend. */
export class UsageError extends Error {}

/**
 * Reads a command line: `parseArgs` of node:util, whose faults of the one who typed become a {@link UsageError}. Those of a wrong
 * configuration stay what they are: faults of the program.
 *
 * @throws UsageError that names the argument
 */
export function readArguments<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  }
  catch (error) {
    if (!isUsageFault(error)) throw error
    throw new UsageError(error.message, { cause: error })
  }
}

function isUsageFault(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}

/** Names and reasons stand in files that many read. */
const longest = 200

/**
 * A name or a reason that was typed, without the spaces around it.
 *
 * @param meaning what it should be, for who has left it out
 * @throws UsageError when nothing was typed, or more than a line
 */
export function oneLine(value: string | undefined, option: string, meaning: string): string {
  const trimmed = value?.trim() ?? ''
  if (trimmed === '') throw new UsageError(`${option} is missing: ${meaning}`)
  if (trimmed.length > longest || /\p{Cc}/u.test(trimmed)) throw new UsageError(`${option} is one line of at most ${longest} characters`)
  return trimmed
}

const environmentFile = join(import.meta.dirname, '../../.env')

/** Adds what the operator has put into `.env` to the environment of this process; what is set there already stays. */
export function loadEnvironment() {
  if (existsSync(environmentFile)) process.loadEnvFile(environmentFile)
}
