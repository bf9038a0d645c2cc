import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openStore, type VisitCount } from '../../server/counter/store.ts'
import { addDays, dayMs, utcDay } from '../../shared/day.ts'

export const root = join(import.meta.dirname, '../..')

/** The built sites: the one that is shipped, and the same with invented contact channels that somebody has confirmed. */
export const builds = { shipped: '.output', confirmed: '.output-confirmed' } as const

export type Build = keyof typeof builds

/** Their contact files, from the root. */
export const contactFolders = { shipped: 'content/contacts', confirmed: '.data/contacts-confirmed' } as const

/** The day of the tests: that on which their run began, for the sites that they start as for themselves, though midnight may pass. */
const today = process.env.TESTS_TODAY ?? utcDay()

/** The UTC day that lies `days` days from today, `YYYY-MM-DD`. */
export function dayFromNow(days: number): string {
  return addDays(today, days)
}

/**
 * Fills in dates that depend on the day: a fixture with a fixed date would be right for some months only.
 *
 * @example fillDates('on: "{today-300}"', '2026-11-24') // 'on: "2026-01-28"'
 */
export function fillDates(text: string, day: string = today): string {
  return text.replace(/\{today(?:-(\d+))?\}/g, (_all, days?: string) => addDays(day, -Number(days ?? 0)))
}

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

/** Opens a server on a port of 127.0.0.1 that the system chooses. @returns the port */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Asks again and again until it is so. @throws Error that says what did not come, after ten seconds */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000
  while (!await isSo()) {
    if (performance.now() > end) throw new Error(`${what}: not within ten seconds`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** Origins of everything that this process of the tests has started: a page may load from there and from nowhere else. */
export const ownOrigins = new Set<string>()

const startTimeout = 30_000

/**
 * Starts the built site on a free port of 127.0.0.1. Limits of requests and visits per address are off, since all tests come from one.
 *
 * @throws Error with what the process printed when it ends instead of listening
 */
export async function startServer({ build = 'shipped', files, env = {}, visitsFile, ownGroup = false, daysLater = 0 }: SiteOptions = {}): Promise<Site> {
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
      // It believes to be started at noon, so that its day ends after the tests.
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'later.ts')}`,
      DAYS_LATER: String(daysLater + (Date.parse(`${today}T12:00Z`) - Date.now()) / dayMs),
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

/** Exact counts of two finished days and of today. Every rule of publication meets a case of its own. */
function seededVisits(): VisitCount[] {
  const yesterday = dayFromNow(-1)
  const longAgo = dayFromNow(-70)
  return [
    { day: longAgo, country: 'RU', locale: 'ru', n: 1_000_019 },
    { day: longAgo, country: 'RU', locale: 'uk', n: 3 },
    { day: longAgo, country: 'FR', locale: 'fr', n: 29 },
    // Below ten together: into “other”, with the next two 21, rounded to 20.
    { day: longAgo, country: 'LI', locale: 'en', n: 4 },
    { day: longAgo, country: 'LI', locale: 'fr', n: 5 },
    { day: longAgo, country: 'KZ', locale: 'ru', n: 9 },
    { day: longAgo, country: 'GE', locale: 'ru', n: 3 },
    { day: yesterday, country: 'RU', locale: 'ru', n: 1237 },
    // Only together they reach ten.
    { day: yesterday, country: 'UA', locale: 'uk', n: 6 },
    { day: yesterday, country: 'UA', locale: 'ru', n: 6 },
    { day: yesterday, country: 'T1', locale: 'ru', n: 15 },
    { day: yesterday, country: 'ZZ', locale: 'en', n: 10 },
    { day: yesterday, country: 'AM', locale: 'ru', n: 9 },
    // Not over yet: nothing of it may show.
    { day: dayFromNow(0), country: 'JP', locale: 'en', n: 5000 },
    { day: dayFromNow(0), country: 'RU', locale: 'ru', n: 5000 },
  ]
}

/** Adds {@link seededVisits} to a file of visits, which a server may have open. */
export function seedVisits(file: string) {
  const store = openStore(file)
  store.add(seededVisits())
  store.close()
}

/**
 * Makes a disk in memory at a new place. It can be full or read-only, which no file mode can be made for root.
 *
 * @param options of tmpfs, for example `size=256k`: https://docs.kernel.org/filesystems/tmpfs.html
 * @returns its folder; undefined where mounting is not allowed
 */
export function mountDisk(options: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0) return folder
  rmSync(folder, { recursive: true })
  return undefined
}

/** Makes it read-only or writable. Nobody may have a file open for writing. */
export function remountDisk(folder: string, mode: 'ro' | 'rw') {
  const { status, stderr } = spawnSync('mount', ['-o', `remount,${mode}`, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

export function unmountDisk(folder: string) {
  // Lazily: a process that has not ended yet may still have a file open.
  spawnSync('umount', ['-l', folder])
  rmSync(folder, { recursive: true })
}
