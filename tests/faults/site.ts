import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export interface SiteProcess {
  readonly url: string
  /** What it wrote to standard error, line by line. */
  readonly errors: string[]
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>
  /** `kill -9`. */
  kill(): Promise<void>
}

const root = join(import.meta.dirname, '../..')
const server = join(root, '.output/server/index.mjs')

/** Starts the built site on a free port. It is killed when the test has ended. */
export async function startSite(env: Record<string, string>): Promise<SiteProcess> {
  if (!existsSync(server)) throw new Error('the site is not built: npm run build')
  const child = spawn(process.execPath, [server], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', WORKERS: '1', TRUSTED_PROXIES: '127.0.0.0/8', RATE_LIMIT: '0', FLOOD_LIMIT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const errors: string[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(...String(chunk).split('\n').filter(Boolean)))

  async function end(signal: 'SIGTERM' | 'SIGKILL') {
    child.kill(signal)
    await ended
  }

  onTestFinished(() => end('SIGKILL'))
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk)
      const address = /http:\/\/[\d.]+:\d+/.exec(output)?.[0]
      if (address) resolve(address)
    })
    void ended.then(() => reject(new Error(`the site did not start: ${errors.join('\n')}`)))
  })
  return { url, errors, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

/** Runs `visits …` to its end. */
export function runVisits(args: string[], env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'tools/visits.ts'), ...args], { encoding: 'utf8', env: { ...process.env, ...env } })
  return { status, stdout, stderr }
}
