// Builds the site if needed, then serves it.
import cluster from 'node:cluster'
import { join } from 'node:path'
import { buildIfNeeded } from './build/build-if-needed.ts'
import { loadEnvironment } from './environment.ts'

const root = join(import.meta.dirname, '..')
const server = join(root, '.output/server/index.mjs')

const status = buildIfNeeded(root)
if (status !== 0) process.exit(status)
loadEnvironment()

// Workers are started from the server itself, not from this file again.
cluster.setupPrimary({ exec: server })
await import(server)
