import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { oldBrowser, startSite } from '../../server/http/start-site.ts'
import { ask, deploy, freePort, hasNginx, nginxFault, runNginx } from './run-nginx.ts'

const russia = '77.88.8.8'
const germany = '91.10.0.1'
const cdn = '173.245.48.1'
const modernBrowser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** deploy/nginx/proxy.conf with other ports. Whom a connection comes from, the header `X-Visitor` says, as if it came from there. */
function proxyTo(sitePort: number, port: number, folder: string): string {
  const proxy = readFileSync(join(deploy, 'proxy.conf'), 'utf8')
    .replace('127.0.0.1:3000', `127.0.0.1:${sitePort}`)
    .replace('listen 80 ', `listen 127.0.0.1:${port} `)
    .replace(/^ *listen \[::\]:80 .*\n/m, '')
  // The error log as Debian has it.
  return `error_log ${folder}/error.log error; set_real_ip_from 127.0.0.1; real_ip_header X-Visitor;\n${proxy}`
}

async function startBehindNginx() {
  const site = await startSite({ TRUSTED_PROXIES: '127.0.0.1/32' })
  const folder = tempFolder()
  const { port } = await runNginx(folder, port => proxyTo(site.port, port, folder))
  return { site, folder, open: (headers: Record<string, string>, path = '/ru', method = 'GET') => ask(port, path, headers, method) }
}

// Skipped where nginx is not installed (Debian: apt install nginx-light).
describe.skipIf(!hasNginx)('the site behind deploy/nginx/proxy.conf', () => {
  it('counts a visit for the country it comes from, whatever the visitor says', async () => {
    const { site, open } = await startBehindNginx()
    expect(await open({ 'user-agent': oldBrowser, 'x-visitor': russia })).toMatchObject({ status: 200, body: '<p>Page', headers: { 'cache-control': 'no-store' } })
    await open({ 'user-agent': oldBrowser, 'x-visitor': russia, 'x-forwarded-for': germany })
    await open({ 'user-agent': oldBrowser, 'x-visitor': germany, 'x-forwarded-for': `${russia}, 127.0.0.1` })
    expect(site.counts()).toEqual({ visits: { DE: 1, RU: 2 }, doubtful: {} })
  })

  it('knows a click inside the site by the name that was asked', async () => {
    const { site, open } = await startBehindNginx()
    await open({ 'user-agent': oldBrowser, 'x-visitor': russia, 'referer': 'http://guide.example/ru' })
    await open({ 'user-agent': oldBrowser, 'x-visitor': russia, 'referer': 'http://other.example/' })
    expect(site.counts().visits).toEqual({ RU: 1 })
  })

  // Over plain HTTP no browser sends `Sec-Fetch-*`; over HTTPS a modern one that sends none is a false one.
  it('says itself how the visitor is connected', async () => {
    const { site, open } = await startBehindNginx()
    await open({ 'user-agent': modernBrowser, 'x-visitor': russia, 'x-forwarded-proto': 'https' })
    expect(site.counts()).toEqual({ visits: { RU: 1 }, doubtful: {} })
  })

  it('hands on the country that a CDN tells, and nobody else', async () => {
    const site = await startSite({ TRUSTED_PROXIES: `127.0.0.1/32, ${cdn}`, COUNTRY_HEADER: 'CF-IPCountry' })
    const folder = tempFolder()
    const { port } = await runNginx(folder, port => proxyTo(site.port, port, folder).replace('# 173.245.48.0/20 1;', `${cdn} 1;`))
    const open = (headers: Record<string, string>) => ask(port, '/ru', { 'user-agent': oldBrowser, ...headers })
    await open({ 'x-visitor': cdn, 'x-forwarded-for': germany, 'cf-ipcountry': 'FR' })
    for (const country of ['KP', 'T1', 'QQ']) await open({ 'x-visitor': russia, 'cf-ipcountry': country, 'x-forwarded-for': cdn })
    expect(site.counts().visits).toEqual({ FR: 1, RU: 3 })
  })

  it.each([
    ['asks by the name of its upstream', (text: string) => text.replaceAll(/(upstream |http:\/\/)guide\b/g, '$1guide_site').replace(/^ *proxy_set_header Host .*\n/m, '')],
    ['names no host', (text: string) => text.replace('Host $host', 'Host ""')],
  ])('answers though nginx %s', async (_name, change) => {
    const site = await startSite({ TRUSTED_PROXIES: '127.0.0.1/32' })
    const folder = tempFolder()
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => printed.mockRestore())
    const { port } = await runNginx(folder, port => change(proxyTo(site.port, port, folder)))
    expect(await ask(port, '/ru', { 'user-agent': oldBrowser, 'x-visitor': russia })).toMatchObject({ status: 200, body: '<p>Page' })
    expect(site.counts().visits).toEqual({ RU: 1 })
  })

  it('refuses what somebody sends, and writes no address of a request', async () => {
    const { folder, open } = await startBehindNginx()
    expect((await open({ 'x-visitor': russia }, '/ru', 'POST')).status).toBe(405)
    expect(readFileSync(join(folder, 'access.log'), 'utf8')).toBe('')
  })

  it('writes no address while the site is away', async () => {
    const folder = tempFolder()
    // Where nobody listens, and no program may by chance.
    const { port } = await runNginx(folder, port => proxyTo(1, port, folder))
    expect((await ask(port, '/ru', { 'x-visitor': russia })).status).toBe(502)
    expect(readFileSync(join(folder, 'error.log'), 'utf8')).toBe('')
  })

  it('refuses to start beside the default page of Debian', async () => {
    const folder = tempFolder()
    const port = await freePort()
    expect(nginxFault(folder, proxyTo(3000, port, folder))).toBeUndefined()
    const debian = `server { listen 127.0.0.1:${port} default_server; root /var/www/html; }`
    expect(nginxFault(folder, `${debian}\n${proxyTo(3000, port, folder)}`)).toContain('a duplicate default server')
  })
})
