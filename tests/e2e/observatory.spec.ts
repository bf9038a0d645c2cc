import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer, request } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Server } from 'node:net'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { z } from 'zod'
import { observatory } from './observatory.ts'
import { makeCertificate, type Certificate } from './rule/certificate.ts'
import { expect, test, type Site } from './site.ts'

const run = promisify(execFile)

const results = z.record(z.string(), z.object({ result: z.string(), pass: z.boolean() }))

/**
 * The best result of each test that a site can reach which wants no script, no preload list (docs/headers.md) and the `Referer` within itself, and
 * which leaves no trace of a visit for longer than a day.
 * https://github.com/mdn/mdn-http-observatory/blob/main/src/grader/charts.js
 */
const best = {
  'content-security-policy': 'csp-implemented-with-no-unsafe-default-src-none',
  'cookies': 'cookies-not-found',
  'cross-origin-resource-sharing': 'cross-origin-resource-sharing-not-implemented',
  'redirection': 'redirection-to-https',
  'referrer-policy': 'referrer-policy-private',
  'strict-transport-security': 'hsts-implemented-max-age-less-than-six-months',
  'subresource-integrity': 'sri-not-implemented-but-no-scripts-loaded',
  'x-content-type-options': 'x-content-type-options-nosniff',
  'x-frame-options': 'x-frame-options-implemented-via-csp',
  'cross-origin-resource-policy': 'corp-implemented-with-same-origin',
}

test('HTTP Observatory has nothing to say against a page but that HSTS is short', async ({ startSite }) => {
  const certificate = makeCertificate(['localhost'])
  test.skip(certificate === undefined, 'a certificate needs openssl')
  if (certificate === undefined) return
  const env = { SITE_ORIGIN: 'https://localhost', TRUSTED_PROXIES: '127.0.0.1' }
  const found = await observe(await startSite({ env }), certificate, {})
  expect(resultsOf(found)).toEqual(best)
  expect(failed(found)).toEqual(['strict-transport-security'])

  const long = await observe(await startSite({ env: { ...env, HSTS_SECONDS: '31536000' } }), certificate, {})
  expect(resultsOf(long)).toEqual({ ...best, 'strict-transport-security': 'hsts-implemented-max-age-at-least-six-months' })
  expect(failed(long)).toEqual([])
})

test('HTTP Observatory sees what a proxy spoils', async ({ site }) => {
  const certificate = makeCertificate(['localhost'])
  test.skip(certificate === undefined, 'a certificate needs openssl')
  if (certificate === undefined) return
  const found = await observe(site, certificate, {
    'Content-Security-Policy': 'default-src \'self\' \'unsafe-inline\'', 'Set-Cookie': 'id=1', 'X-Content-Type-Options': 'yes',
    'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Referrer-Policy': 'unsafe-url',
  })
  expect(failed(found)).toEqual([
    'content-security-policy', 'cookies', 'referrer-policy', 'strict-transport-security', 'x-content-type-options',
  ])
})

function resultsOf(found: z.output<typeof results>): Record<string, string> {
  return Object.fromEntries(Object.entries(found).map(([name, { result }]) => [name, result]))
}

function failed(found: z.output<typeof results>): string[] {
  return Object.entries(found).filter(([, { pass }]) => !pass).map(([name]) => name).sort()
}

/** Asks for a page as visitors do: over HTTPS, which a proxy ends, after HTTP, which only leads there. */
async function observe(site: Site, certificate: Certificate, changed: Record<string, string>) {
  const secure = createHttpsServer(certificate, (incoming, outgoing) => {
    const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' }
    request({ host: '127.0.0.1', port: site.port, path: incoming.url, method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...lowerCase(changed) })
      answer.pipe(outgoing)
    }).end()
  })
  const httpsPort = await listen(secure)
  const plain = createHttpServer((incoming, outgoing) => {
    outgoing.writeHead(301, { Location: `https://localhost:${httpsPort}${incoming.url}` }).end()
  })
  const httpPort = await listen(plain)
  const authority = test.info().outputPath('cert.pem')
  writeFileSync(authority, certificate.authority)
  try {
    const { stdout } = await run(process.execPath, [join(observatory, 'observe.js'), String(httpPort), String(httpsPort)], {
      cwd: observatory,
      env: { NODE_EXTRA_CA_CERTS: authority },
    })
    return results.parse(JSON.parse(stdout))
  }
  finally {
    for (const server of [secure, plain]) {
      server.close()
      server.closeAllConnections()
    }
  }
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

async function listen(server: Server): Promise<number> {
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
