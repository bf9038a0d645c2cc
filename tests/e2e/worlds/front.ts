import { spawnSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listen, ownOrigins } from '../built-site.ts'

export interface Certificate {
  key: Buffer
  cert: Buffer
  /** The certificate of its authority: who trusts that, takes the other for valid. */
  authority: Buffer
}

/**
 * A certificate of this run for some names, and an authority for it: only over HTTPS do browsers behave as they do to visitors, and only with a
 * valid certificate do they remember what HTTPS makes them remember.
 *
 * @returns undefined when there is no `openssl`
 */
export function makeCertificate(names: readonly string[]): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  const file = (name: string) => join(folder, name)
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  writeFileSync(file('names'), `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}\nbasicConstraints=CA:FALSE\n`)
  const made = [
    ['req', '-x509', ...newKey, '-subj', '/CN=tests', '-keyout', file('authority-key'), '-out', file('authority')],
    ['req', '-new', ...newKey, '-subj', '/CN=tests of a site', '-keyout', file('key'), '-out', file('request')],
    ['x509', '-req', '-in', file('request'), '-CA', file('authority'), '-CAkey', file('authority-key'), '-CAcreateserial', '-days', '2', '-extfile', file('names'), '-out', file('cert')],
  ].every(args => spawnSync('openssl', args).status === 0)
  const certificate = made ? { key: readFileSync(file('key')), cert: readFileSync(file('cert')), authority: readFileSync(file('authority')) } : undefined
  rmSync(folder, { recursive: true })
  return certificate
}

/** The name by which Chromium is told to take a certificate for valid: `--ignore-certificate-errors-spki-list`. */
export function keyHash({ cert }: Certificate): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}

export interface Elsewhere {
  /** For example `http://localhost:41235`: to a browser, another site than 127.0.0.1. */
  origin: string
  /** The paths that it was asked for so far. */
  asked: string[]
  close: () => void
}

export interface Answer {
  headers?: Record<string, string>
  body: string
}

/**
 * Another web site.
 *
 * @param answers what it answers, by path; HTML unless its headers say otherwise
 */
export async function startElsewhere(answers: Record<string, Answer>): Promise<Elsewhere> {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    const { headers = {}, body } = answers[url] ?? { body: '' }
    asked.push(url)
    response.writeHead(url in answers ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers }).end(body)
  })
  const origin = `http://localhost:${await listen(server)}`
  ownOrigins.add(origin)
  return {
    origin,
    asked,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
