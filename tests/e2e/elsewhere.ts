import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http'
import { ownOrigins } from './server-process.ts'

export interface Elsewhere {
  /** For example `http://localhost:41235`: to a browser, another site than 127.0.0.1. */
  origin: string
  /** What it was asked so far, and what it answered. */
  exchanges: Exchange[]
  close: () => void
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string
}

/**
 * Another web site, from which people come to ours.
 *
 * @param answers what it answers, by path; HTML unless its headers say otherwise
 */
export async function startElsewhere(answers: Record<string, Answer>): Promise<Elsewhere> {
  const exchanges: Exchange[] = []
  const server = createServer((asked, response) => {
    const { status = 200, headers = {}, body = '' } = answers[asked.url ?? ''] ?? { status: 404 }
    exchanges.push({ path: asked.url ?? '', headers: asked.headers, status })
    response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers }).end(body)
  })
  return { ...await opened(server, 'localhost'), exchanges }
}

export interface Exchange {
  path: string
  headers: IncomingHttpHeaders
  status: number
}

/**
 * Stands between the browser and a site and notes what was asked and answered, unchanged: what a browser does in advance is seen
 * nowhere else.
 */
export async function startObserver({ port }: { port: number }): Promise<Elsewhere> {
  const exchanges: Exchange[] = []
  const server = createServer((asked, response) => {
    const forwarded = request({ host: '127.0.0.1', port, path: asked.url, method: asked.method, headers: asked.headers }, (answer) => {
      exchanges.push({ path: asked.url ?? '', headers: asked.headers, status: answer.statusCode ?? 0 })
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    forwarded.on('error', () => response.destroy())
    asked.pipe(forwarded)
  })
  return { ...await opened(server, '127.0.0.1'), exchanges }
}

async function opened(server: Server, name: string): Promise<Pick<Elsewhere, 'origin' | 'close'>> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const origin = `http://${name}:${address.port}`
  ownOrigins.add(origin)
  return {
    origin,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
