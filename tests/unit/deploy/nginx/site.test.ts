import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { negotiateEncoding, negotiateLocale } from '../../../../server/http/negotiate.ts'
import { addressReader } from '../../../../tools/release/verify/address-reader.ts'
import { verifyCopy } from '../../../../tools/release/verify/verify.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { testKey, today, writeRelease } from '../../tools/release/tiny-site.ts'
import { ask, deploy, freePort, hasNginx, nginxFault, runNginx } from './run-nginx.ts'

/** deploy/nginx/site.conf on one port of this machine, beside another server block, with nobody who reads its log. */
function siteBeside(neighbour: string, port: number, folder: string): string {
  const site = readFileSync(join(deploy, 'site.conf'), 'utf8')
    .replace('listen 80 ', `listen 127.0.0.1:${port} `)
    .replace(/^ *listen \[::\]:80 .*\n/m, '')
    .replace(/^( *root) .*;/m, `$1 ${folder};`)
    .replace(/^( *access_log) .*visits.*;/m, '$1 off;')
    .replace('include snippets/', `include ${deploy}/`)
  return `include ${deploy}/visits-log.conf;\n${neighbour}\n${site}`
}

// Skipped where nginx is not installed (Debian: apt install nginx-light).
describe.skipIf(!hasNginx)('deploy/nginx/site.conf', () => {
  it('starts alone, and refuses to start beside the default page of Debian', async () => {
    const folder = tempFolder()
    const port = await freePort()
    expect(nginxFault(folder, siteBeside('', port, folder))).toBeUndefined()
    const debian = `server { listen 127.0.0.1:${port} default_server; server_name _; root /var/www/html; }`
    expect(nginxFault(folder, siteBeside(debian, port, folder))).toContain('a duplicate default server')
  })

  it('answers under any name beside another site, and has no log of it', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'ru'))
    writeFileSync(join(folder, 'ru/index.html'), 'The page')
    const neighbour = (port: number) => `server { listen 127.0.0.1:${port}; server_name other.example; return 204; }`
    const { port } = await runNginx(folder, port => siteBeside(neighbour(port), port, folder))
    expect(await ask(port, '/ru/')).toMatchObject({ status: 200, body: 'The page' })
    expect(readFileSync(join(folder, 'access.log'), 'utf8')).toBe('')
    expect((await ask(port, '/ru/', { host: 'other.example' })).status).toBe(204)
  })

  it('leads to the same language as the server does, however a browser writes its name', async () => {
    const { port } = await runNginx(tempFolder(), port => siteBeside('', port, tempFolder()))
    const headers = ['', 'de', 'uk_UA', 'EN-GB', 'FR', 'ua', 'de-DE,uk-UA;q=0.9,ru;q=0.8', 'en_GB, fr', 'Fr;Q=0, en;q=0.1', 'fr ; q=0.000,EN', 'ukr, en-US', 'kk,be;q=0.9', 'ru-RU, en', ', ,en']
    const ways = await Promise.all(headers.map(async header => [header, (await ask(port, '/', { 'accept-language': header })).headers.location]))
    expect(ways).toEqual(headers.map(header => [header, `/${negotiateLocale(header)}/`]))
  })

  it('sends what is compressed to whoever takes it, however he writes that', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'ru'))
    writeFileSync(join(folder, 'ru/index.html'), 'The page')
    writeFileSync(join(folder, 'ru/index.html.gz'), gzipSync('The page'))
    const { port } = await runNginx(folder, port => siteBeside('', port, folder))
    const headers = ['GZIP', 'gzip, deflate', 'br, Gzip;Q=0.5', 'gzip;Q=0', 'gzip; q=0.0', 'identity', '']
    const encodings = await Promise.all(headers.map(async header => [header, (await ask(port, '/ru/', { 'accept-encoding': header })).headers['content-encoding'] ?? 'identity']))
    expect(encodings).toEqual(headers.map(header => [header, negotiateEncoding(header.replace('br, ', ''))]))
  })

  it('serves a release as `npm run verify` wants it, though `/` leads on to a language', async () => {
    const signers = [testKey(), testKey()]
    const release = writeRelease(signers)
    const { port } = await runNginx(tempFolder(), port => siteBeside('', port, release))
    const { problems } = await verifyCopy(addressReader(`http://127.0.0.1:${port}/`), { keys: signers.map(({ open }) => open), threshold: 2, today })
    expect(problems).toEqual([])
  })
})
