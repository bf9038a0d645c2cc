// Builds the site if needed, then serves it.
import { join } from 'node:path'
import { buildIfNeeded } from './kit/build.ts'
import { loadEnvironment } from './kit/command.ts'

const root = join(import.meta.dirname, '..')
const status = buildIfNeeded(root)
if (status !== 0) process.exit(status)
loadEnvironment()
await import(join(root, '.output/server/index.mjs'))
