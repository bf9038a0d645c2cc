import { existsSync, readFileSync, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

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
