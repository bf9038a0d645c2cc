import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onCore } from './load.ts'

interface Running {
  url: string
  stop: () => Promise<void>
}

const root = join(import.meta.dirname, '../..')

/** Gives a suite a folder of its own and removes it afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    return await work(folder)
  }
  finally {
    rmSync(folder, { recursive: true })
  }
}

/** The site itself; one worker is held on a core of its own. */
export async function startSite(folder: string, page: string, workers = 1): Promise<Running> {
  // All load comes from one address.
  const limits = { RATE_LIMIT: '0', FLOOD_LIMIT: '0' }
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', WORKERS: String(workers), VISITS_FILE: join(folder, 'visits.sqlite'), TRUSTED_PROXIES: '127.0.0.0/8', ...limits }
  const server = join(root, '.output/server/index.mjs')
  if (!existsSync(server)) throw new Error('build the site first: npm run build')
  return startNode([server], page, env, workers === 1)
}

/** A bare `node:http` server that sends the same headers and the same bytes, and does nothing else. */
export async function startBare(page: string, like: string): Promise<Running> {
  return startNode([join(import.meta.dirname, 'bare.ts'), like], page, process.env, true)
}

async function startNode(args: string[], page: string, env: NodeJS.ProcessEnv, alone: boolean): Promise<Running> {
  const child = spawn(...(alone ? onCore(0, process.execPath, args) : anywhere(process.execPath, args)), { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  for await (const chunk of child.stdout) {
    output += String(chunk)
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1]
    if (port) return { url: `http://127.0.0.1:${port}${page}`, stop: () => stopChild(child) }
  }
  throw new Error(`the server did not start: ${output}`)
}

function anywhere(command: string, args: string[]): [string, string[]] {
  return [command, args]
}

/** nginx with `gzip_static`, without a log unless one is named; undefined where nginx is not installed. Ports are below those that Linux gives to clients. */
export async function startNginx(
  folder: string, page: string, { port = 21_471, workers = 1, log = 'access_log off;' }: { port?: number, workers?: number, log?: string } = {},
): Promise<Running | undefined> {
  if (spawnSync('nginx', ['-v']).error) return undefined
  const target = join(folder, 'html', page)
  mkdirSync(target, { recursive: true })
  for (const name of ['index.html', 'index.html.gz']) copyFileSync(join(root, '.output/public', page, name), join(target, name))
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, `
worker_processes ${workers}; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; ${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http {
  types { text/html html; } ${log} sendfile on; keepalive_requests 1000000; open_file_cache max=100;
  server { listen 127.0.0.1:${port}; root ${folder}/html; gzip_static on; add_header Cache-Control no-store; etag off; }
}`)
  const args = ['-p', folder, '-c', file]
  const child = spawn(...(workers === 1 ? onCore(0, 'nginx', args) : anywhere('nginx', args)), { stdio: 'ignore' })
  await sleep(500)
  return { url: `http://127.0.0.1:${port}${page}/`, stop: () => stopChild(child) }
}

async function stopChild(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
