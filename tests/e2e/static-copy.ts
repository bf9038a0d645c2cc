import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createRelay } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { loadContent } from '../../shared/content/read.ts'
import { readFiles, writeFiles } from '../../tools/kit/files.ts'
import { makeRelease } from '../../tools/release/make-release.ts'
import { builds, listen, ownOrigins, root, until } from './built-site.ts'

export interface StaticCopy {
  /** The folder of the copy. */
  folder: string
  port: number
  /** Where it is served: an address with a path, and a slash at its end. */
  address: string
  end: () => Promise<void>
}

/** Below which the copy lies, as somebody may have it beside other things. */
export const copyPath = '/some/path'

/** Whether nginx is there; Debian has it as `nginx`. Without it a few lines of Node serve the same folder. */
export const hasNginx = spawnSync('nginx', ['-v']).error === undefined

/** Makes a static copy of the shipped build and serves it below a path. */
export async function serveCopy(): Promise<StaticCopy> {
  const base = mkdtempSync(join(tmpdir(), 'copy-'))
  const folder = join(base, 'html', copyPath)
  const { files } = makeRelease({ published: readFiles(join(root, builds.shipped, 'public')), content: loadContent(root), commit: null })
  mkdirSync(folder, { recursive: true })
  writeFiles(folder, files)
  const { port, close } = await (hasNginx ? startNginx(base) : serveFolder(join(base, 'html'), copyPath))
  const origin = `http://127.0.0.1:${port}`
  ownOrigins.add(origin)
  return {
    folder,
    port,
    address: `${origin}${copyPath}/`,
    end: async () => {
      await close()
      rmSync(base, { recursive: true })
    },
  }
}

interface Served { port: number, close: () => Promise<void> }

/**
 * nginx with the file of deploy/ as it is, in a server block as its head shows it. It cannot say which port it has chosen: so it listens at a
 * socket, to which a relay leads.
 */
async function startNginx(base: string): Promise<Served> {
  const socket = join(base, 'socket')
  writeFileSync(join(base, 'nginx.conf'), [
    `daemon off; worker_processes 1; pid ${base}/pid; error_log stderr crit; ${process.getuid?.() === 0 ? 'user root;' : ''}`,
    'events { worker_connections 64; }',
    `http { client_body_temp_path ${base}; proxy_temp_path ${base}; fastcgi_temp_path ${base}; uwsgi_temp_path ${base}; scgi_temp_path ${base};`,
    // As Debian has it: what is included must take its place.
    `access_log ${base}/access.log;`,
    `server { listen unix:${socket}; set $copy_hsts ""; set $copy ${copyPath}; root ${base}/html; include ${root}/deploy/nginx/static-copy.conf; } }`,
  ].join('\n'))
  const child = spawn('nginx', ['-e', 'stderr', '-p', base, '-c', join(base, 'nginx.conf')], { stdio: 'inherit' })
  await until('the socket of nginx', () => existsSync(socket))
  const relay = createRelay((client) => {
    const nginx = connect(socket)
    client.on('error', () => nginx.destroy()).pipe(nginx).on('error', () => client.destroy()).pipe(client)
  })
  return {
    port: await listen(relay),
    close: async () => {
      relay.close()
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    },
  }
}

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.json': 'application/json; charset=utf-8', '.pdf': 'application/pdf', '.png': 'image/png' }

/**
 * Serves a folder as the simplest servers do: files, the index of a folder, the way to its address with a slash, compressed forms that lie
 * beside, one page in place of missing ones.
 *
 * @param copyPath where in it the copy is that the page for missing ones belongs to
 */
async function serveFolder(root: string, copyPath: string): Promise<Served> {
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
  return {
    port: await listen(server),
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
