import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

export type Preview = {
  origin: string
  /** Fulfilled when it shows a page; rejected when it ends before, or takes longer than five minutes. */
  ready: Promise<void>
  close: () => void
}

const startMilliseconds = 300_000
const pauseMilliseconds = 500

/** Starts the development server on a free port of the loopback interface. It takes its time: the editor need not wait. */
export async function startPreview(root: string): Promise<Preview> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [join(root, 'node_modules/nuxt/bin/nuxt.mjs'), 'dev', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ready = waitFor(child, origin)
  // It may fail before anybody waits for it; who waits still hears of it.
  ready.catch(() => undefined)
  return { origin, ready, close: () => void child.kill() }
}

async function waitFor(child: ChildProcess, origin: string): Promise<void> {
  const deadline = Date.now() + startMilliseconds
  while (!await shows(`${origin}/ru`)) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) throw new Error('the preview does not start: try npm run dev')
    await new Promise(resolve => setTimeout(resolve, pauseMilliseconds))
  }
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
