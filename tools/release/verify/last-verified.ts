import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { PublicKey } from '../../kit/minisign.ts'

/** By the line of a public key, the highest number of a release that this key has signed and that was found genuine here. Nothing else. */
const schema = z.record(z.string(), z.int().positive())

/**
 * Where the numbers are kept: in the folder for the state of the user’s programs.
 * https://specifications.freedesktop.org/basedir-spec/latest/#variables
 */
export function lastVerifiedFile(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const folder = process.platform === 'win32' ? env.LOCALAPPDATA : env.XDG_STATE_HOME
  return join(folder || join(homedir(), '.local/state'), 'i-want-to-live-guide/last-verified.json')
}

/**
 * The highest number that was found genuine on this machine under any of these keys. By key, not by the list: a list changes with every key.
 *
 * @returns 0 where there is none
 * @throws Error when the file cannot be understood: that nobody was warned of an old release must not pass unseen
 */
export function lastVerified(file: string, keys: readonly PublicKey[]): number {
  const numbers = read(file)
  return Math.max(0, ...keys.map(({ text }) => numbers[text] ?? 0))
}

/** Keeps the number of a release that these keys have signed, unless a higher one is known. */
export function keepVerified(file: string, keys: readonly PublicKey[], number: number): void {
  const numbers = read(file)
  const next = { ...numbers, ...Object.fromEntries(keys.map(({ text }) => [text, Math.max(number, numbers[text] ?? 0)])) }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, file)
}

function read(file: string): z.output<typeof schema> {
  if (!existsSync(file)) return {}
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  }
  catch (error) {
    throw new Error(`${file} holds no numbers of releases: mend it, or remove it and say --at-least yourself`, { cause: error })
  }
}
