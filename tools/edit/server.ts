import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, sep } from 'node:path'
import { pickLanguage } from '../../editor/protocol.ts'
import { utcDay } from '../../shared/day.ts'
import { buildEditor, buildFrame } from './build.ts'
import { readFiles, saveChange } from './save.ts'
import { handOver } from './hand-over.ts'
import { openDesk } from './live-state.ts'
import { editorPolicy, framePolicy, openDoor, readJson } from './origin-guard.ts'

export type EditServer = {
  /** The address with its secret, ending in `/`. */
  address: string
  /** Shows the preview, now that it is ready. */
  showPreview: () => void
  close: () => Promise<void>
}

export type EditOptions = {
  /** The folder of the tools. */
  program: string
  /** The folder whose content is edited; a git work tree. */
  project: string
  /** Where the built files go. */
  target: string
  /** 0: any free one. */
  port?: number
  /** The origin of a development server, which may still be starting. */
  preview?: string | null
}

/** Starts the local server of the editor: on the loopback interface, for this one browser (see door.ts). */
export async function startEditServer({ program, project, target, port = 0, preview = null }: EditOptions): Promise<EditServer> {
  await Promise.all([buildEditor(program, join(target, 'editor')), buildFrame(program, join(target, 'frame'))])
  const secret = randomBytes(18).toString('base64url')
  const desk = openDesk(program, project)
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error)
      if (!response.headersSent) response.writeHead(500, commonHeaders)
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const own = `127.0.0.1:${portOf(server.address())}`

  return {
    address: `http://${own}/${secret}/`,
    showPreview: () => desk.showPreview(preview),
    async close() {
      server.closeAllConnections()
      await desk.close()
      await new Promise(resolve => server.close(resolve))
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const fetchSite = [headers['sec-fetch-site']].flat()[0]
    const path = openDoor({ method, url, host: headers.host, origin: headers.origin, fetchSite }, own, secret)
    if (typeof path === 'number') response.writeHead(path, commonHeaders).end()
    else if (path === 'editor/folder/') await (method === 'POST' ? save(request, response) : json(response, readFiles(project)))
    else if (path === 'hand-over' && method === 'POST') await handOverAll(response)
    else if (path === 'events') follow(response)
    else if (path.startsWith('editor/')) serveFile(response, join(target, 'editor'), path.slice('editor/'.length), editorPolicy())
    else serveFile(response, join(target, 'frame'), path, framePolicy(preview))
  }

  async function save(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await readJson(request)
    if (sent.refused !== null) return void response.writeHead(sent.refused, { ...commonHeaders, 'Content-Type': 'text/plain' }).end(`${sent.why}\n`)
    const outcome = saveChange(project, sent.json, utcDay(), pickLanguage(null, [request.headers['accept-language'] ?? '']))
    if (outcome.refused === null && outcome.changed) desk.changed(outcome.path)
    json(response, outcome)
  }

  async function handOverAll(response: ServerResponse): Promise<void> {
    json(response, await handOver(project, desk.check, new Date()))
    desk.changed()
  }

  function follow(response: ServerResponse): void {
    response.writeHead(200, { ...commonHeaders, 'Content-Type': 'text/event-stream' })
    desk.follow(response)
  }
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { ...commonHeaders, 'Content-Type': 'application/json' }).end(JSON.stringify(value))
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** What every answer carries: nothing is kept, nothing is guessed, nobody learns the secret address. */
export const commonHeaders = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const

/** Answers with a file of a folder, with a policy if it is a page; 404 if there is none. */
export function serveFile(response: ServerResponse, folder: string, path: string, policy: string): void {
  const file = normalize(join(folder, decoded(path) || 'index.html'))
  const type = types[extname(file)]
  if (!file.startsWith(folder + sep) || type === undefined || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404, commonHeaders).end()
    return
  }
  response.writeHead(200, { ...commonHeaders, 'Content-Type': type, 'Content-Security-Policy': policy }).end(readFileSync(file))
}

/** A path with a malformed percent sign names no file as it stands. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  }
  catch {
    return path
  }
}
