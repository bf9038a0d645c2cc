import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadContent } from '../../shared/content/read.ts'
import { readFiles, writeFiles } from '../../tools/kit/files.ts'
import { makeRelease } from '../../tools/release/make-release.ts'
import { serveFolder } from './folder-server.ts'
import { builds, root } from './places.ts'
import { ownOrigins } from './server-process.ts'

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

/** nginx with the file of deploy/ as it is, in a server block as its head shows it. */
async function startNginx(base: string): Promise<{ port: number, close: () => Promise<void> }> {
  const port = await freePort()
  writeFileSync(join(base, 'nginx.conf'), [
    `daemon off; worker_processes 1; pid ${base}/pid; error_log stderr crit; ${process.getuid?.() === 0 ? 'user root;' : ''}`,
    'events { worker_connections 64; }',
    `http { client_body_temp_path ${base}; proxy_temp_path ${base}; fastcgi_temp_path ${base}; uwsgi_temp_path ${base}; scgi_temp_path ${base};`,
    // As Debian has it: what is included must take its place.
    `access_log ${base}/access.log;`,
    `server { listen 127.0.0.1:${port}; set $copy_hsts ""; set $copy ${copyPath}; root ${base}/html; include ${root}/deploy/nginx/static-copy.conf; } }`,
  ].join('\n'))
  const child = spawn('nginx', ['-e', 'stderr', '-p', base, '-c', join(base, 'nginx.conf')], { stdio: 'inherit' })
  await answering(`http://127.0.0.1:${port}${copyPath}/`)
  return {
    port,
    close: async () => {
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return address !== null && typeof address === 'object' ? address.port : 0
}

/** @throws Error when nobody answers within ten seconds */
async function answering(address: string) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await fetch(address).then(({ ok }) => ok, () => false)) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`nginx does not answer at ${address}`)
}
