import { isBuiltin } from 'node:module'

// Bundled, this is `.output/server/index.mjs`. Read at once: chunks that Nitro loads later put their own address in its place.
const entryUrl = import.meta.url

/** An older Node ends at the first `import` of what it does not know, with a stack trace: so nothing else is loaded before this look. */
async function start() {
  if (isBuiltin('node:sqlite')) {
    const { run } = await import('./run.ts')
    return run(entryUrl)
  }
  console.error(`this is Node ${process.version}, but the site needs Node 24 (https://nodejs.org)`)
  process.exitCode = 1
}

void start()
