import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSharedEngine } from '../../server/counter/shared-engine.ts'
import { nobody, startPostgres, type Postgres } from './postgres.ts'
import { runVisits } from './site.ts'

const isInstalled = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!isInstalled)('TLS', () => {
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
