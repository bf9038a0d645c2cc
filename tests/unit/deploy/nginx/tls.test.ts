import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { deploy, hasNginx, nginxFault } from './run-nginx.ts'

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined

function read(file: string): string {
  return readFileSync(join(deploy, file), 'utf8')
}

/** A sample with the lines for a certificate in place of those for plain HTTP. */
function encrypted(file: string): string {
  return read(file)
    .replace(/^ *(?:listen|server_name|set \$copy_hsts) .*\n/gm, '')
    .replace(/^ *# (listen 443|ssl_certificate|set \$copy_hsts)/gm, '$1')
}

/** The server block in the head of static-copy.conf. */
function example(): string {
  return [...read('static-copy.conf').matchAll(/^# {3}(\S.*| {2}.*)$/gm)].map(([, line]) => line).join('\n')
}

const samples: [string, () => string][] = [
  ['nginx/site.conf', () => `include ${deploy}/visits-log.conf;\n${encrypted('site.conf')}`],
  ['nginx/proxy.conf', () => encrypted('proxy.conf')],
  ['the head of nginx/static-copy.conf', example],
  ['editor/nginx.conf', () => read('../editor/nginx.conf')],
]

// Skipped where nginx (Debian: apt install nginx-light) or openssl is not installed.
describe.skipIf(!hasNginx || !hasOpenssl)('nginx takes the lines for a certificate', () => {
  it.each(samples)('of deploy/%s', (_name, sample) => {
    const folder = tempFolder()
    const made = ['-keyout', `${folder}/key.pem`, '-out', `${folder}/certificate.pem`]
    spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=example.org', ...made])
    const text = sample()
      .replace(/listen \[::\]:443 .*?;/g, '')
      .replace(/listen 443 /g, 'listen 127.0.0.1:44300 ')
      .replace(/\/etc\/ssl\/[\w-]+\.key/g, `${folder}/key.pem`)
      .replace(/\/etc\/ssl\/[\w-]+\.pem/g, `${folder}/certificate.pem`)
      .replace(/access_log \/run\/.*?;/g, 'access_log off;')
      .replace('include snippets/', `include ${deploy}/`)
    expect(text).toMatch(/listen 127\.0\.0\.1:44300 ssl http2/)
    expect(text).toContain(`ssl_certificate_key ${folder}`)
    expect(nginxFault(folder, text)).toBeUndefined()
  })
})
