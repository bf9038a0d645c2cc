import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'

/** The files that an operator copies. */
export const deploy = join(import.meta.dirname, '../../../../deploy/nginx')

export const hasNginx = spawnSync('nginx', ['-v']).error === undefined

export interface Answer {
  readonly status: number | undefined
  readonly headers: Record<string, unknown>
  readonly body: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Asks nginx on this machine for `http://guide.example`, unless a header says otherwise. */
export function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method, agent, headers: { host: 'guide.example', ...headers } }, (answer) => {
      let body = ''
      answer.setEncoding('latin1').on('data', (chunk: string) => body += chunk).on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }))
    })
    asked.on('error', reject).end()
  })
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return address !== null && typeof address === 'object' ? address.port : 0
}

/** Writes what nginx needs to run in a folder of its own. @param http - what stands in the http block. @returns the arguments for nginx */
function configure(folder: string, http: string): string[] {
  writeFileSync(join(folder, 'nginx.conf'), [
    `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log ${folder}/error.log emerg; ${process.getuid?.() === 0 ? 'user root;' : ''}`,
    'events { worker_connections 256; }',
    // As Debian has it: the log of the site must take its place.
    `http { access_log ${folder}/access.log; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};`,
    http, '}',
  ].join('\n'))
  return ['-p', folder, '-c', join(folder, 'nginx.conf')]
}

/** What `nginx -t` says; undefined: it would start. */
export function nginxFault(folder: string, http: string): string | undefined {
  const { status, stderr } = spawnSync('nginx', ['-t', ...configure(folder, http)], { encoding: 'utf8' })
  return status === 0 ? undefined : stderr
}

/**
 * Starts nginx and waits until it answers. Between looking for a free port and opening it somebody else may take it: then another is tried.
 *
 * @param http - what stands in the http block, by the port
 * @returns the port, and what ends nginx, which the end of the test does, too
 */
export async function runNginx(folder: string, http: (port: number) => string): Promise<{ port: number, stop: () => Promise<void> }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const child = spawn('nginx', configure(folder, http(port)), { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => errors += chunk.toString())
    async function stop() {
      if (child.exitCode !== null) return
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    }
    onTestFinished(stop)
    await expect.poll(() => child.exitCode ?? ask(port, '/robots.txt').then(({ status }) => typeof status, () => errors), { timeout: 10_000 }).toEqual(expect.toBeOneOf(['number', 1]))
    if (child.exitCode === null) return { port, stop }
    if (attempt === 5) throw new Error(errors)
  }
}
