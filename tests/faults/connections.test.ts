import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSharedEngine } from '../../server/counter/engine/engine.ts'
import { until } from '../e2e/built-site.ts'
import { tempFolder } from '../unit/server/counter/temp-folder.ts'
import { runVisits, runWriters, sharedTotal } from './machines.ts'
import { nobody, onFreePort, startPostgres, type Postgres } from './postgres.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!hasOpenssl)('TLS', () => {
  let postgres: Postgres
  let folder = ''

  function openssl(...args: string[]) {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'))
    chmodSync(folder, 0o755)
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=test', '-days', '2')
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=engine')
    writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1')
    openssl('x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'server.crt', '-days', '2', '-extfile', 'names')
    chmodSync(join(folder, 'server.key'), 0o600)
    if (process.getuid?.() === 0) chownSync(join(folder, 'server.key'), nobody, nobody)
    postgres = await startPostgres(['ssl=on', `ssl_cert_file=${join(folder, 'server.crt')}`, `ssl_key_file=${join(folder, 'server.key')}`])
    await postgres.createDatabase('visits')
    const engine = createSharedEngine(`${postgres.url('visits')}?sslmode=no-verify`, 5)
    await engine.begin('00000000-0000-4000-8000-000000000001')
    await engine.publish('00000000-0000-4000-8000-000000000001', [{ day: '2026-01-01', country: 'RU', locale: 'ru', n: 1 }])
    engine.close()
  })
  afterAll(async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true })
  })

  it.each(['verify-full', 'require', 'verify-ca'])('sslmode=%s trusts the authority that is named, without a word', (mode) => {
    const { stdout, stderr } = runVisits(['report', '--json'], { VISITS_POSTGRES: `${postgres.url('visits')}?sslmode=${mode}&sslrootcert=${folder}/ca.crt` })
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringContaining('"total":1,'), stderr: '' })
  })

  it('trusts no other, and no other name', async () => {
    const untrusted = createSharedEngine(`${postgres.url('visits')}?sslmode=require`, 5)
    await expect(untrusted.rows()).rejects.toThrow(/^127\.0\.0\.1:\d+: .*certificate/)
    const misnamed = createSharedEngine(`${postgres.url('visits').replace('127.0.0.1', 'localhost')}?sslmode=verify-ca&sslrootcert=${folder}/ca.crt`, 5)
    await expect(misnamed.rows()).rejects.toThrow(/^localhost:\d+: .*altnames/)
    const absent = createSharedEngine(`${postgres.url('visits')}?sslmode=verify-full&sslrootcert=${folder}/absent.crt`, 5)
    await expect(absent.rows()).rejects.toThrow(/^ENOENT.*absent\.crt/)
  })
})

const hasPgbouncer = spawnSync('pgbouncer', ['--version']).status === 0

describe.skipIf(!hasPgbouncer)('through PgBouncer in transaction mode, eight writers on two connections', () => {
  let postgres: Postgres
  let bouncer: ChildProcess
  let folder = ''
  let url = ''

  beforeAll(async () => {
    postgres = await startPostgres()
    await postgres.createDatabase('visits')
    folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'))
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'users'), '"owner" "correct"\n')
    url = await onFreePort(startBouncer)
  })
  afterAll(async () => {
    bouncer.kill('SIGKILL')
    await once(bouncer, 'exit')
    await postgres.stop()
    rmSync(folder, { recursive: true })
  })

  /** @returns the address of the database through it */
  async function startBouncer(port: number): Promise<string> {
    writeFileSync(join(folder, 'ini'), [
      '[databases]', `* = host=127.0.0.1 port=${postgres.port}`, '[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =',
      'auth_type = scram-sha-256', `auth_file = ${join(folder, 'users')}`, 'pool_mode = transaction', 'default_pool_size = 2', '',
    ].join('\n'))
    // As root it does not run.
    const started = spawn('pgbouncer', [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), join(folder, 'ini')], { stdio: 'ignore' })
    bouncer = started
    const address = postgres.url('visits').replace(`:${postgres.port}/`, `:${port}/`)
    await until('PgBouncer', async () => {
      if (started.exitCode !== null) throw new Error(`it ended with ${started.exitCode}`)
      const client = new pg.Client(address)
      return client.connect().then(() => client.end()).then(() => true, () => false)
    })
    return address
  }

  it('count exactly, are read, and leave no limit behind for others', async () => {
    const files = Array.from({ length: 8 }, (_, number) => join(tempFolder(), `${number}.sqlite`))
    expect(await runWriters(files, url, 2000)).toEqual(files.map(() => [0, '']))
    expect(await sharedTotal(postgres, 'visits')).toBe(16_000)
    expect(runVisits(['report', '--json'], { VISITS_POSTGRES: url }).stdout).toContain('"total":16000')
    expect(runVisits(['compact', '--finished-before', '2100-01-01'], { VISITS_POSTGRES: url }).stdout).toBe('There is no such finished writer.\n')

    const other = new pg.Client(url)
    await other.connect()
    expect((await other.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '0' }])
    await other.end()
    const sessions = await postgres.query('visits', `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = 'visits' AND pid <> pg_backend_pid()`)
    expect(sessions[0]?.n).toBeLessThanOrEqual(2)
  })
})
