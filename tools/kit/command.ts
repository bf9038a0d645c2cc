import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs, type ParseArgsConfig, type ParseArgsOptionDescriptor } from 'node:util'
import { isLocale, localeCodes, type Locale } from '../../shared/locales.ts'

/** The command line is wrong, not the world: the program ends with status 2, as POSIX tools do, and one line that says what to mend. */
export class UsageError extends Error {}

/** An option for parseArgs of node:util, and for the help: what it does, and what its value is called. A help of several lines has them apart. */
type Option = ParseArgsOptionDescriptor & { value?: string, help: string | readonly string[] }

type Table = Readonly<Record<string, Option>>

type Values<Options extends Table> = ReturnType<typeof parseArgs<{ options: Options }>>['values']

/**
 * A command of the project.
 *
 * - `name`: as in `npm run NAME`.
 * - `about`: what it does, and how it is called; `ends`: with what it ends and what else there is to know.
 * - `run`: takes the options and, where `positionals` says so, the words that are none; gives the exit code, if it is another than 0.
 */
export type Command<Options extends Table> = {
  name: string
  about: string
  options: Options
  ends: string
  positionals?: boolean
  run: (values: Values<Options>, words: string[]) => unknown
}

/** Runs a command with what was typed: once in a process, since it sets the exit code. */
export async function runCommand<Options extends Table>(command: Command<Options>): Promise<void> {
  const { name, options, positionals = false, run } = command
  await end(name, async () => {
    const args = process.argv.slice(2)
    if (args.includes('--help') || args.includes('-h')) return console.log(helpOf(command))
    const { values, positionals: words } = readArguments({ args, options, allowPositionals: positionals })
    return run(values, words)
  }, `\n\nMore: npm run ${name} -- --help`)
}

/**
 * Does what a command does and sets the exit code: 1 for a fault, which is said in one line, 2 if the command was called wrongly.
 *
 * @param more what else is said then
 */
export async function end(name: string, run: () => unknown, more = ''): Promise<void> {
  try {
    const code = await run()
    if (typeof code === 'number') process.exitCode = code
  }
  catch (error) {
    const isUsage = error instanceof UsageError
    console.error(`${name}: ${error instanceof Error ? error.message : 'unknown fault'}${isUsage ? more : ''}`)
    process.exitCode = isUsage ? 2 : 1
  }
}

function helpOf({ about, options, ends }: Pick<Command<Table>, 'about' | 'options' | 'ends'>): string {
  const rows = Object.entries(options).map(([name, { value, help }]) => ({ left: `  --${name}${value === undefined ? '' : ` ${value}`}`, lines: [help].flat() }))
  const width = Math.max(...rows.map(({ left }) => left.length)) + 2
  const table = rows.flatMap(({ left, lines }) => lines.map((line, index) => `${(index === 0 ? left : '').padEnd(width)}${line}`))
  return [about, '', ...table, '', ends].join('\n')
}

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

/** @throws UsageError when it is none of the site */
export function languageOf(lang: string): Locale {
  if (!isLocale(lang)) throw new UsageError(`“${lang}” is no language of the site: --lang is one of ${localeCodes.join(', ')}`)
  return lang
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
