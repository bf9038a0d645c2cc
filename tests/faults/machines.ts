import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStoreForReading } from '../../server/counter/store.ts'
import { root, startServer, type Site } from '../e2e/built-site.ts'
import type { Postgres } from './postgres.ts'

interface Machine extends Site {
  /** What it has told the operator so far, line by line. */
  told: () => string[]
}

/** Starts the built site as one machine of several. It is killed when the test has ended. */
export async function startSite(env: Record<string, string>): Promise<Machine> {
  const site = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.0/8', ...env } })
  onTestFinished(async () => void await site.end('SIGKILL'))
  return { ...site, told: () => site.printed().split('\n').filter(line => line !== '' && !line.startsWith('Listening on ')) }
}

/** Runs `visits …` to its end. */
export function runVisits(args: string[], env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'tools/visits.ts'), ...args], { encoding: 'utf8', env: { ...process.env, ...env } })
  return { status, stdout, stderr }
}

/** Runs writers without a web server at once, each with a file of its own. @returns how each has ended, and what it had to say */
export function runWriters(files: readonly string[], url: string, visits: number): Promise<[code: number, errors: string][]> {
  return Promise.all(files.map(async (file): Promise<[number, string]> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'children/writer.ts'), file, url, String(visits)], { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => errors += String(chunk))
    const [code] = await once(child, 'close')
    return [code, errors]
  }))
}

/** What a machine has in its own file. */
export function localCounts(file: string): { writer: string, total: number } {
  const store = openStoreForReading(file)
  const rows = store?.rows() ?? []
  const writer = store?.writerId() ?? ''
  store?.close()
  return { writer, total: rows.reduce((total, { n }) => total + n, 0) }
}

/** What PostgreSQL has, of all writers or of one. */
export async function sharedTotal(postgres: Postgres, database: string, writer?: string): Promise<number> {
  const where = writer === undefined ? '' : `WHERE writer = '${writer}'`
  const [row] = await postgres.query(database, `SELECT coalesce(sum(n), 0) AS total FROM visits ${where}`)
  return Number(row?.total)
}
