import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificate {
  key: Buffer
  cert: Buffer
}

/**
 * A certificate of this run for some names, which the browsers are told to accept: only over HTTPS do they behave as they do to visitors.
 *
 * @returns undefined when there is no `openssl`
 */
export function makeCertificate(names: readonly string[]): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const { status } = spawnSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=tests',
    '-addext', `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}`, '-keyout', key, '-out', cert,
  ])
  const certificate = status === 0 ? { key: readFileSync(key), cert: readFileSync(cert) } : undefined
  rmSync(folder, { recursive: true })
  return certificate
}
