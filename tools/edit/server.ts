import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pickLanguage } from '../../editor/page/language.ts'
import { utcDay } from '../../shared/day.ts'
import { buildEditor } from './build.ts'
import { buildFrame } from './build-frame.ts'
import { openDoor } from './door.ts'
import { readFiles } from './files.ts'
import { handOver } from './hand-over.ts'
import { editorPolicy, framePolicy } from './policy.ts'
import { readJson } from './read-json.ts'
import { saveChange } from './save.ts'
import { commonHeaders, serveFile } from './serve-folder.ts'
import { openDesk } from './state.ts'

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
