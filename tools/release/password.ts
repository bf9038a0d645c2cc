import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/**
 * Where the passwords of keys come from: a file (`-` is standard input), or else the terminal. Never an argument, which every process of
 * the machine could read.
 *
 * @returns a function that gives the password of a key; with a file it is the same for all keys
 */
export function passwordSource(file: string | undefined): (key: string) => Promise<string> {
  if (file === undefined) return key => askTerminal(`Password of ${key}: `)
  const [password = ''] = readFileSync(file === '-' ? process.stdin.fd : file, 'utf8').split(/\r?\n/)
  return async () => password
}

/** @throws Error when nobody sits at a terminal */
async function askTerminal(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('the key has a password and there is no terminal: name a file after --password-file')
  process.stderr.write(question)
  // What is typed is not shown: the terminal’s echo goes nowhere.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true })
  const answer = await reader.question('')
  reader.close()
  process.stderr.write('\n')
  return answer
}
