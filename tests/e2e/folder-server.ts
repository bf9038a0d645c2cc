import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.json': 'application/json; charset=utf-8', '.pdf': 'application/pdf', '.png': 'image/png' }

/**
 * Serves a folder as the simplest servers do: files, the index of a folder, the way to its address with a slash, compressed forms that lie beside, one page in place of missing ones.
 *
 * @param copyPath where in it the copy is that the page for missing ones belongs to
 */
export async function serveFolder(root: string, copyPath: string): Promise<{ port: number, close: () => Promise<void> }> {
  const server = createServer(({ url = '/', headers }, response) => {
    const path = decodeURI(url.replace(/\?.*/, ''))
    const asked = join(root, path.endsWith('/') ? `${path}index.html` : path)
    if (existsSync(asked) && statSync(asked).isDirectory()) return response.writeHead(301, { Location: `${path}/` }).end()
    const found = existsSync(asked) && statSync(asked).isFile()
    const file = found ? asked : join(root, copyPath, '404.html')
    const zipped = String(headers['accept-encoding']).includes('gzip') && existsSync(`${file}.gz`)
    const body = readFileSync(zipped ? `${file}.gz` : file)
    response.writeHead(found ? 200 : 404, {
      'Content-Type': types[extname(file)] ?? 'text/plain; charset=utf-8',
      'Content-Length': body.length,
      'Cache-Control': 'no-store',
      ...zipped && { 'Content-Encoding': 'gzip' },
    }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
