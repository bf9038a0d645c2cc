import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

export type Preview = { origin: string, close: () => void }

const startMilliseconds = 120_000
const pauseMilliseconds = 500

/**
 * Starts the development server on a free port of the loopback interface and waits until it shows a page.
 *
 * @throws Error when it ends before, or takes longer than two minutes
 */
export async function startPreview(root: string): Promise<Preview> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [join(root, 'node_modules/nuxt/bin/nuxt.mjs'), 'dev', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const deadline = Date.now() + startMilliseconds
  while (!await shows(`${origin}/ru`)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill()
      throw new Error('the preview does not start: try npm run dev, or npm run edit -- --no-preview')
    }
    await new Promise(resolve => setTimeout(resolve, pauseMilliseconds))
  }
  return { origin, close: () => void child.kill() }
}

/** Nuxt answers 503 while it gets ready. */
async function shows(address: string): Promise<boolean> {
  try {
    const { ok } = await fetch(address)
    return ok
  }
  catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('the system gives no port')
  return address.port
}
