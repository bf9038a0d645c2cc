import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { fileTypes } from '../../../../shared/published.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'

/** A server of this test alone; `asked` holds the requests it got. */
export type TestServer = { origin: string, asked: IncomingMessage[] }

export async function serve(answer: RequestListener): Promise<TestServer> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  return { origin: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`, asked }
}

/** An address at which nobody listens any more. */
export async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`
}

/** Answers with a file of a folder, or a folder with its index, as nginx does with `gzip_static`, or with 404. @param more headers besides */
export function sendFile(folder: string, place: string, { headers, url }: IncomingMessage, response: ServerResponse, more: OutgoingHttpHeaders = {}) {
  const named = join(folder, place)
  const isFolder = existsSync(named) && statSync(named).isDirectory()
  if (isFolder && place !== '' && !place.endsWith('/')) return response.writeHead(301, { location: `${url}/` }).end()
  const file = isFolder ? join(named, 'index.html') : named
  const type = { ...neverStored, 'content-type': fileTypes[extname(file)] ?? 'text/plain', ...more }
  const zipped = headers['accept-encoding']?.includes('gzip') && existsSync(`${file}.gz`)
  if (!existsSync(file) || !statSync(file).isFile()) response.writeHead(404).end()
  else response.writeHead(200, zipped ? { ...type, 'content-encoding': 'gzip' } : type).end(readFileSync(zipped ? `${file}.gz` : file))
}

/** Every answer of the site and of a copy. */
const neverStored = { 'cache-control': 'no-store' } as const

/** How the site sends a page. */
export const html = { ...neverStored, 'content-type': 'text/html; charset=utf-8' } as const

/** Runs a command of the project, by its name or its whole path, while this process goes on serving. */
export async function runTool(name: string, args: readonly string[], env: Record<string, string> = {}): Promise<{ status: number, printed: string }> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../../../tools', name), ...args], { env: { PATH: process.env.PATH, XDG_STATE_HOME: tempFolder(), ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => printed += text)
  await once(child, 'close')
  return { status: child.exitCode ?? -1, printed }
}
