import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { builds, root, type Build } from './places.ts'

/** A server process of the built site. */
export interface Site {
  /** For example `http://127.0.0.1:41234`. */
  origin: string
  port: number
  /** The port of tor, where ONION_PORT is set; 0 lets the system choose it. */
  onionPort: number | undefined
  visitsFile: string
  /** The folder of the build that it runs from. */
  built: string
  process: ChildProcess
  /** All that it has printed so far, to both streams. */
  printed: () => string
  /** Sends a signal and waits for the end. @returns the exit code, or the name of the signal that ended it. */
  end: (signal: NodeJS.Signals) => Promise<number | string>
}

export interface SiteOptions {
  build?: Build
  /** Published beside the pages, by path, such as `files/info-ru.html`: the site then runs from a copy of its own. */
  files?: Record<string, string | Buffer>
  /** Beyond PORT, HOST, WORKERS (1) and VISITS_FILE. */
  env?: Record<string, string>
  /** Kept when the site ends; without it, one in a temporary folder is used and removed. */
  visitsFile?: string
  /** Whether its processes are a group of their own, as those of a service are. */
  ownGroup?: boolean
  /** How many days after today the process believes to be. */
  daysLater?: number
}

/** Origins of everything that this process of the tests has started: a page may load from there and from nowhere else. */
export const ownOrigins = new Set<string>()

const startTimeout = 30_000

/**
 * Starts the built site on a free port of 127.0.0.1. Limits of requests and visits per address are off, since all tests come from one.
 *
 * @throws Error with what the process printed when it ends instead of listening
 */
export async function startServer({ build = 'shipped', files, env = {}, visitsFile, ownGroup = false, daysLater }: SiteOptions = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'site-'))
  const file = visitsFile ?? join(folder, 'data/visits.sqlite')
  const built = files ? copyWith(join(root, builds[build]), files, folder) : join(root, builds[build])
  const child = spawn(process.execPath, [join(built, 'server/index.mjs')], {
    // Not the project's folder: a server that reads or writes beside its files would do so unseen.
    cwd: tmpdir(),
    detached: ownGroup,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      WORKERS: '1',
      VISITS_FILE: file,
      RATE_LIMIT: '0',
      FLOOD_LIMIT: '0',
      ...daysLater !== undefined && { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'later.ts')}`, DAYS_LATER: String(daysLater) },
      ...env,
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => printed += text)

  const origin = await listening(child, () => printed)
  ownOrigins.add(origin)
  return {
    origin,
    port: Number(new URL(origin).port),
    onionPort: onionPortIn(printed),
    visitsFile: file,
    built,
    process: child,
    printed: () => printed,
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) {
        const closed = once(child, 'close')
        child.kill(signal)
        await closed
      }
      rmSync(folder, { recursive: true, force: true })
      return child.exitCode ?? child.signalCode ?? 'still running'
    },
  }
}

function onionPortIn(printed: string): number | undefined {
  const port = /for tor, on 127\.0\.0\.1:(\d+)/.exec(printed)?.[1]
  return port === undefined ? undefined : Number(port)
}

function copyWith(built: string, files: Record<string, string | Buffer>, folder: string): string {
  const copy = join(folder, 'output')
  // Else its links would lead into the build that it is a copy of.
  cpSync(built, copy, { recursive: true, verbatimSymlinks: true })
  for (const [name, content] of Object.entries(files)) {
    const file = join(copy, 'public', name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return copy
}

function listening(child: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('does not listen after 30 s'), startTimeout)
    child.once('exit', code => fail(`ended with ${code} before it listened`))
    child.stdout?.on('data', () => {
      const origin = /Listening on (http:\/\/\S+)/.exec(printed())?.[1]
      if (origin === undefined) return
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve(origin)
    })

    function fail(what: string) {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`the site ${what}\n${printed()}`))
    }
  })
}
