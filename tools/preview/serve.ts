import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Lends a built site on a free port of this machine, with no visits and no limits; it is stopped afterwards.
 *
 * @param output a folder like `.output`
 * @param use gets the origin, like `http://127.0.0.1:41234`
 * @throws Error when the site ends instead of listening
 */
export async function withServer<T>(output: string, use: (origin: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'visits-'))
  const child = spawn(process.execPath, [join(output, 'server/index.mjs')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', WORKERS: '1', VISITS_FILE: join(folder, 'visits.sqlite'), RATE_LIMIT: '0', FLOOD_LIMIT: '0' },
  })
  const closed = once(child, 'close')
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const origin = /Listening on (http:\/\/\S+)/.exec(line)?.[1]
      if (origin === undefined) continue
      child.stdout.resume()
      return await use(origin)
    }
    throw new Error(`the site in ${output} does not start`)
  }
  finally {
    child.kill('SIGTERM')
    await closed
    rmSync(folder, { recursive: true, force: true })
  }
}
