import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tempFolder } from '../unit/server/counter/temp-folder.ts'
import { sharedTotal } from './counts.ts'
import { freePort, startPostgres, type Postgres } from './postgres.ts'
import { runVisits } from './site.ts'

const isInstalled = spawnSync('pgbouncer', ['--version']).status === 0
const writerScript = join(import.meta.dirname, 'children/writer.ts')

describe.skipIf(!isInstalled)('through PgBouncer in transaction mode, eight writers on two connections', () => {
  let postgres: Postgres
  let bouncer: ChildProcess
  let folder = ''
  let url = ''

  beforeAll(async () => {
    postgres = await startPostgres()
    await postgres.createDatabase('visits')
    const port = await freePort()
    folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'))
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'users'), '"owner" "correct"\n')
    writeFileSync(join(folder, 'ini'), [
      '[databases]', `* = host=127.0.0.1 port=${postgres.port}`, '[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =',
      'auth_type = scram-sha-256', `auth_file = ${join(folder, 'users')}`, 'pool_mode = transaction', 'default_pool_size = 2', '',
    ].join('\n'))
    // As root it does not run.
    bouncer = spawn('pgbouncer', [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), join(folder, 'ini')], { stdio: 'ignore' })
    url = postgres.url('visits').replace(`:${postgres.port}/`, `:${port}/`)
    await sleep(1000)
  })
  afterAll(async () => {
    bouncer.kill('SIGKILL')
    await once(bouncer, 'exit')
    await postgres.stop()
    rmSync(folder, { recursive: true })
  })

  it('count exactly, are read, and leave no limit behind for others', async () => {
    const files = Array.from({ length: 8 }, (_, number) => join(tempFolder(), `${number}.sqlite`))
    const ends = files.map(async (file) => {
      const child = spawn(process.execPath, [writerScript, file, url, '2000'], { stdio: ['ignore', 'ignore', 'pipe'] })
      let errors = ''
      child.stderr.on('data', (chunk: Buffer) => {
        errors += String(chunk)
      })
      return [(await once(child, 'close'))[0], errors]
    })
    expect(await Promise.all(ends)).toEqual(files.map(() => [0, '']))
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
