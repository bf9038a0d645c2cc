// Builds the site if it was never built or something it is made from has changed, then serves it.
import { spawnSync } from 'node:child_process'
import cluster from 'node:cluster'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inputsDigest } from './build/inputs.ts'

const root = join(import.meta.dirname, '..')
const server = join(root, '.output/server/index.mjs')
const built = join(root, '.output/inputs.sha256')

if (!existsSync(built) || readFileSync(built, 'utf8').trim() !== inputsDigest(root)) {
  const { status } = spawnSync(process.execPath, [join(root, 'tools/build.ts')], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))

// Workers are started from the server itself, not from this file again.
cluster.setupPrimary({ exec: server })
await import(server)
