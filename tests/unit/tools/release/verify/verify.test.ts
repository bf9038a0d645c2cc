// @module-tag more
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { localeCodes } from '../../../../../shared/locales.ts'
import { manifestFile } from '../../../../../shared/published.ts'
import { canonicalJson, readManifest, writeManifest, type Manifest } from '../../../../../tools/release/manifest.ts'
import { signaturePlace } from '../../../../../tools/release/signatures.ts'
import { addressReader } from '../../../../../tools/release/verify/address-reader.ts'
import { folderReader } from '../../../../../tools/release/verify/copy-reader.ts'
import { verifyCopy, type VerifyOptions } from '../../../../../tools/release/verify/verify.ts'
import { tempFolder } from '../../../server/counter/temp-folder.ts'
import { html, sendFile, serve } from '../serve.ts'
import { signedBy, testKey, today, writeRelease, type TestKey } from '../tiny-site.ts'

const page = 'ru/contact/index.html'

/** The file that lies behind the address of a folder. */
function fileOf(address: string): string {
  return join(address, 'index.html').slice(1)
}

async function createSigned() {
  const signers = [testKey(), testKey()]
  const folder = writeRelease(signers)
  return { folder, signers, path: (file: string) => join(folder, file), problems: (options: Partial<VerifyOptions> = {}) => problemsOf(folder, signers, options) }
}

async function problemsOf(folder: string, keys: readonly TestKey[], options: Partial<VerifyOptions> = {}): Promise<string[]> {
  const { problems } = await verifyCopy(folderReader(folder), { keys: keys.map(({ open }) => open), threshold: 2, today, ...options })
  return problems
}

function edit(file: string, change: (text: string) => string) {
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
}

/** Changes the manifest as somebody could who holds the keys. */
function resign(folder: string, signers: readonly TestKey[], change: (manifest: Manifest) => Manifest) {
  const manifest = change(readManifest(readFileSync(join(folder, manifestFile))))
  const bytes = writeManifest(manifest)
  writeFileSync(join(folder, manifestFile), bytes)
  for (const { file, text } of signedBy(signers, bytes, manifest)) writeFileSync(join(folder, file), text)
}

/** The pages of the tiny site that show the channels, in each language. */
const contactPages = ['404.html', 'contact/index.html']

/** What somebody did to a release, and what must be said about a folder; about an address, if that differs. */
type Mutation = { name: string, change: (path: (file: string) => string) => void, folder: string[], address?: string[] }

const mutations: Mutation[] = [
  {
    name: 'a flipped byte in a page',
    change: path => flipBit(path('fr/index.html'), 20),
    folder: ['fr/index.html differs from what was signed'],
  },
  {
    name: 'a flipped byte in a compressed page',
    change: path => flipBit(path('fr/index.html.gz'), -5),
    folder: ['fr/index.html.gz differs from what was signed'],
    address: ['fr/index.html (as browsers get it) differs from what was signed'],
  },
  {
    name: 'a page of which browsers show only the beginning',
    change: (path) => {
      const html = readFileSync(path(page))
      writeFileSync(path(`${page}.gz`), Buffer.concat([gzipSync(html.subarray(0, 200)), gzipSync(html.subarray(200))]))
    },
    folder: [`${page}.gz differs from what was signed`],
    address: [`${page} (as browsers get it) differs from what was signed`],
  },
  {
    name: 'a flipped byte in the manifest',
    change: path => edit(path(manifestFile), text => text.replace(/("404\.html": \{\s+"sha256": ")(.)/, (_all, start: string, digit: string) => start + (digit === '0' ? '1' : '0'))),
    folder: [...unfit(), ...['', '.br', '.gz'].map(form => `404.html${form} differs from what was signed`)],
    address: [...unfit(), '404.html differs from what was signed'],
  },
  {
    name: 'a missing file',
    change: path => ['', '.br', '.gz'].forEach(suffix => rmSync(path(`uk/index.html${suffix}`))),
    folder: ['uk/index.html is missing'],
    address: ['uk/index.html is missing: it answers 404'],
  },
  {
    name: 'added files',
    change: (path) => {
      mkdirSync(path('.git'))
      for (const file of ['ru/app.apk', '.htaccess', '.well-known/other.json', '.git/config']) writeFileSync(path(file), 'x')
    },
    folder: ['.git/config', '.htaccess', '.well-known/other.json', 'ru/app.apk'].map(file => `${file} is not in the release: somebody has added it`),
    // Nobody can see from outside what lies there besides.
    address: [],
  },
  {
    name: 'a changed channel on a page',
    change: path => ['', '.br', '.gz'].forEach((suffix) => {
      if (suffix !== '') rmSync(path(page + suffix))
      else edit(path(page), text => text.replaceAll('44 123 45 67', '44 123 45 68'))
    }),
    folder: [`${page} differs from what was signed`, ...changedChannel()],
  },
  {
    name: 'a changed channel in the manifest',
    change: path => edit(path(manifestFile), text => text.replace('+380441234567', '+380441234568')),
    folder: [
      ...unfit(),
      ...localeCodes.toSorted().flatMap(locale => contactPages.flatMap(page => ['+380 44 123 45 6', 'tel:+38044123456'].map(start => strange(`${locale}/${page}`, `${start}8`, `${start}7`)))),
      ...localeCodes.map(locale => `${locale}/contact/index.html does not show the channel hotline-1: +380 44 123 45 68`),
    ],
  },
]

function unfit(): string[] {
  return [
    ...[0, 1].map(index => `${signaturePlace(index)} does not fit the manifest: the manifest or the signature has been changed`),
    'too few signatures: 0 of the 2 that are needed',
  ]
}

/** A contact on a page with another last digit than in the manifest. */
function strange(file: string, manifest: string, page: string): string {
  const mark = `${' '.repeat('manifest: '.length + page.length - 1)}^`
  return [`${file} shows a contact that is not in the manifest: ${page}`, `manifest: ${manifest}`, `page:     ${page}`, mark].join('\n    ')
}

function changedChannel(): string[] {
  return [
    strange(page, '+380 44 123 45 67', '+380 44 123 45 68'),
    `${page} does not show the channel hotline-1: +380 44 123 45 67`,
  ]
}

/** @param at the place of the byte; from the end, if it is negative */
function flipBit(file: string, at: number) {
  const bytes = readFileSync(file)
  const index = (at + bytes.length) % bytes.length
  bytes[index] = (bytes[index] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

describe.each(['folder', 'address'] as const)('verify of a %s', (kind) => {
  it.each(mutations)('names $name', async ({ change, folder: ofFolder, address: ofAddress = ofFolder }) => {
    const { folder, signers, path } = await createSigned()
    change(path)
    const copy = kind === 'folder' ? folderReader(folder) : addressReader(await addressOf(folder))
    const { problems } = await verifyCopy(copy, { keys: signers.map(({ open }) => open), threshold: 2, today })
    expect(problems).toEqual(kind === 'folder' ? ofFolder : ofAddress)
  })
})

async function addressOf(folder: string): Promise<string> {
  const { origin } = await serve((request, response) => sendFile(folder, (request.url ?? '').replace('/some/path/', ''), request, response))
  return `${origin}/some/path/`
}

describe('verify', () => {
  it('finds nothing wrong in a release as it was signed', async () => {
    expect(await (await createSigned()).problems({ atLeast: 7 })).toEqual([])
  })

  it('names a compressed form that is another page', async () => {
    const { path, problems } = await createSigned()
    writeFileSync(path('fr/index.html.gz'), gzipSync('another page'))
    writeFileSync(path('fr/index.html.br'), 'no brotli')
    expect(await problems()).toEqual(['fr/index.html.br differs from what was signed', 'fr/index.html.gz differs from what was signed'])
  })

  it('names another manifest and signature in a compressed form', async () => {
    const { path, problems } = await createSigned()
    for (const file of [manifestFile, signaturePlace(0)]) writeFileSync(path(`${file}.gz`), gzipSync('another'))
    const found = await problems()
    for (const file of [manifestFile, signaturePlace(0)]) expect(found).toContain(`${file}.gz is another one than without compression`)
  })

  it('names a signature file that nobody would look at', async () => {
    const { path, problems } = await createSigned()
    for (const number of ['77', '1', '02']) writeFileSync(path(`${manifestFile}.${number}.minisig`), 'x')
    expect(await problems()).toEqual(['02', '1', '77'].map(number => `${manifestFile}.${number}.minisig is not in the release: somebody has added it`))
  })

  it('refuses a release older than the known one', async () => {
    expect(await (await createSigned()).problems({ atLeast: 8 })).toEqual(['this is release 7, an old one: release 8 is known'])
  })

  it('refuses a release that has expired, on the day after its last', async () => {
    const { problems } = await createSigned()
    expect(await problems({ today: '2026-12-20' })).toEqual([])
    expect(await problems({ today: '2026-12-21' })).toEqual(['the release expired on 2026-12-20: ask for a newer one'])
  })

  it('refuses a release that too few have signed', async () => {
    const signers = [testKey(), testKey()]
    expect(await problemsOf(writeRelease(signers.slice(0, 1)), signers)).toEqual(['too few signatures: 1 of the 2 that are needed'])
    expect(await problemsOf(writeRelease([]), [])).toEqual(['too few signatures: 0 of the 2 that are needed; no key is known'])
  })

  it('counts the same key once, under whatever name its signature lies', async () => {
    const { folder, path, signers, problems } = await createSigned()
    writeFileSync(path(`${manifestFile}.2.minisig`), readFileSync(path(`${manifestFile}.minisig`)))
    const same = `${manifestFile}.2.minisig is another signature by the key ${signers[0]?.open.name}: the same key counts once`
    expect(await problems()).toEqual([same, 'too few signatures: 1 of the 2 that are needed'])
    // Nor does it help to list the key twice.
    expect(await problemsOf(folder, signers.flatMap(signer => [signer, signer]))).toEqual([same, 'too few signatures: 1 of the 2 that are needed'])
  })

  it('refuses a signature by a key that it does not know', async () => {
    const { folder, signers } = await createSigned()
    expect(await problemsOf(folder, signers.slice(0, 1))).toEqual([
      `${manifestFile}.2.minisig is by the key ${signers[1]?.open.name}, which is not among the known keys`,
      'too few signatures: 1 of the 2 that are needed',
    ])
  })

  it('names a link that calls somebody else', async () => {
    const { path, problems } = await createSigned()
    edit(path(page), html => html.replace('tel:+380441234567', 'tel:+380441234568'))
    expect((await problems()).join('\n')).toContain('shows a contact that is not in the manifest: tel:+380441234568')
  })

  it('finds a channel changed in the manifest: by its signatures, and by the pages if those were made anew', async () => {
    const { folder, path, signers, problems } = await createSigned()
    const change = (text: string) => text.replace('+380441234567', '+380441234568')
    resign(folder, signers, manifest => readManifest(Buffer.from(change(canonicalJson(manifest)))))
    expect(await problems()).toContain(`${page} does not show the channel hotline-1: +380 44 123 45 68`)

    edit(path(manifestFile), change => change.replace('+380441234568', '+380441234569'))
    expect(await problems()).toEqual(expect.arrayContaining([
      `${manifestFile}.minisig does not fit the manifest: the manifest or the signature has been changed`,
      'too few signatures: 0 of the 2 that are needed',
    ]))
  })

  it.each([
    ['one byte', (text: string) => text.replace('"format": 1', '"format": 2'), 'the manifest is not of the known form'],
    ['a key twice', (text: string) => text.replace('"number": 7', '"number": 8,\n  "number": 7'), 'the manifest is not in its canonical form'],
    ['a place outside', (text: string) => text.replace('"404.html"', '"../404.html"'), 'the manifest is not of the known form'],
    ['no JSON', () => 'x', 'the manifest is not of the known form'],
  ])('refuses a manifest with %s', async (_name, change, message) => {
    const { path, problems } = await createSigned()
    edit(path(manifestFile), change)
    expect((await problems())[0]).toContain(message)
  })

  it('refuses a trusted comment that says another number', async () => {
    const { folder, path, signers, problems } = await createSigned()
    const old = readFileSync(path(`${manifestFile}.minisig`), 'utf8')
    resign(folder, signers, manifest => ({ ...manifest, number: 8 }))
    const text = readFileSync(path(`${manifestFile}.minisig`), 'utf8')
    writeFileSync(path(`${manifestFile}.minisig`), text.replace('number:8', 'number:7'))
    expect((await problems())[0]).toContain('does not fit the manifest')
    writeFileSync(path(`${manifestFile}.minisig`), old)
    expect((await problems())[0]).toContain('does not fit the manifest')
  })

  it('refuses a genuine signature whose comment is not that of the manifest', async () => {
    const { path, signers, problems } = await createSigned()
    const [first] = signers
    const text = first?.sign(readFileSync(path(manifestFile)), 'number:8 expires:2027-12-20')
    writeFileSync(path(signaturePlace(0)), text ?? '')
    expect(await problems()).toEqual([
      `${signaturePlace(0)} says “number:8 expires:2027-12-20”, the manifest “number:7 expires:2026-12-20”`,
      'too few signatures: 1 of the 2 that are needed',
    ])
  })

  it('refuses an expiry that is not 30 days after the date, and a date that has not come, whatever was signed', async () => {
    const { folder, signers, problems } = await createSigned()
    resign(folder, signers, manifest => ({ ...manifest, expires: '2036-12-20' }))
    expect(await problems()).toEqual(['the manifest says that it is valid until 2036-12-20: a release of 2026-11-20 is valid for 30 days, until 2026-12-20'])
    resign(folder, signers, manifest => ({ ...manifest, date: '2026-11-25', expires: '2026-12-25' }))
    expect(await problems()).toEqual([])
    resign(folder, signers, manifest => ({ ...manifest, date: '2026-11-26', expires: '2026-12-26' }))
    expect(await problems()).toEqual(['the release is of 2026-11-26, a day that has not come'])
  })

  it.each([['a page', page], ['a compressed page', `${page}.gz`], ['a folder', 'ru/contact'], ['the manifest', manifestFile]])('refuses %s that is a symbolic link', async (_name, place) => {
    const { path, problems } = await createSigned()
    const aside = join(tempFolder(), 'aside')
    renameSync(path(place), aside)
    symlinkSync(aside, path(place))
    expect((await problems()).join('\n')).toContain('a symbolic link stands there, or above it')
  })

  it('does not fall over a file in the place of a folder', async () => {
    const { path, problems } = await createSigned()
    rmSync(path('ru/contact'), { recursive: true })
    writeFileSync(path('ru/contact'), 'x')
    expect(await problems()).toContain(`${page} is missing`)
  })

  it('says so where there is no release', async () => {
    const { path, problems } = await createSigned()
    rmSync(path(manifestFile))
    expect(await problems()).toEqual([`there is no ${manifestFile}: this is no release, or its manifest was removed`])
  })
})

// Debian has it as `minisign`; without it nothing tells whether others can check a release.
it('the real minisign verifies both signatures of a release, and refuses them as soon as one byte of its manifest differs', async ({ skip }) => {
  skip(spawnSync('minisign', ['-v']).error !== undefined, 'minisign is not installed: apt-get install minisign')
  const { path, signers } = await createSigned()
  const judge = () => signers.map(({ open }, index) =>
    spawnSync('minisign', ['-V', '-m', path(manifestFile), '-x', path(signaturePlace(index)), '-P', open.text], { encoding: 'utf8' }))
  for (const { status, stdout } of judge()) {
    expect(stdout).toContain('Trusted comment: number:7 expires:2026-12-20')
    expect(status).toBe(0)
  }
  flipBit(path(manifestFile), 300)
  expect(judge().map(({ status }) => status)).toEqual([1, 1])
})

describe('verify of an address', () => {
  it('takes a folder without a slash at its end for the folder', async () => {
    const { folder, signers } = await createSigned()
    const { origin } = await serve((request, response) => sendFile(folder, (request.url ?? '').replace('/some/path/', ''), request, response))
    const copy = addressReader(`${origin}/some/path`)
    expect(copy.name).toBe(`${origin}/some/path/`)
    expect(await verifyCopy(copy, { keys: signers.map(({ open }) => open), threshold: 2, today })).toMatchObject({ problems: [] })
  })

  it('asks below the path and nowhere else, in every encoding', async () => {
    const { folder, signers } = await createSigned()
    const { origin, asked: requests } = await serve((request, response) => {
      const { url = '' } = request
      if (url.startsWith('/some/path/')) sendFile(folder, url.replace('/some/path/', ''), request, response)
      else response.writeHead(302, { location: '/some/path/index.html' }).end()
    })
    const options = { keys: signers.map(({ open }) => open), threshold: 2, today }

    expect(await verifyCopy(addressReader(`${origin}/some/path/index.html`), options)).toMatchObject({ problems: [] })
    expect(requests.filter(({ url = '' }) => !url.startsWith('/some/path/'))).toEqual([])

    writeFileSync(join(folder, 'en/index.html.gz'), gzipSync('only for browsers that unpack'))
    expect((await verifyCopy(addressReader(`${origin}/some/path/`), options)).problems).toEqual(['en/index.html (as browsers get it) differs from what was signed'])
    expect((await verifyCopy(addressReader(`${origin}/`), options)).problems).toEqual([`there is no ${manifestFile}: it sends readers to another place of the same address`])
  })

  /** Serves a signed release, but for what `answer` answers itself. @returns what is found wrong */
  async function problemsAt(answer: (path: string, response: ServerResponse, request: IncomingMessage) => boolean, place = '/') {
    const { folder, signers } = await createSigned()
    const { origin } = await serve((request, response) => {
      if (!answer(request.url ?? '', response, request)) sendFile(folder, (request.url ?? '').slice(1), request, response)
    })
    return (await verifyCopy(addressReader(origin + place), { keys: signers.map(({ open }) => open), threshold: 2, today })).problems
  }

  it('asks for folders as visitors do, and names what they get instead of the page', async () => {
    const other = new Set(['/', '/ru/', '/en/contact'])
    expect(await problemsAt((path, response) => other.has(path) && Boolean(response.writeHead(200, html).end('Call +1 555 0100')))).toEqual(
      ['/en/contact', '/', '/ru/'].map(address => `${address} shows something else than ${fileOf(address)}`),
    )
  })

  it('names a folder that sends readers elsewhere or shows nothing', async () => {
    const problems = await problemsAt((path, response) => {
      if (path === '/uk/contact/') response.writeHead(404).end('Call +1 555 0100')
      else if (path === '/fr') response.writeHead(302, { location: '//evil.example/fr/' }).end()
      else if (path === '/fr/contact') response.writeHead(302, { location: '/ru/contact/' }).end()
      else return false
      return true
    })
    expect(problems).toEqual([
      '/fr/contact does not show fr/contact/index.html: it sends readers to another place of the same address',
      '/fr does not show fr/index.html: it sends readers to http://evil.example',
      '/uk/contact/ does not show uk/contact/index.html: it answers 404',
    ])
  })

  it.each([
    ['/uk/', []],
    ['/ru/contact/', ['/ does not show index.html: it sends readers to another place of the same address']],
    ['//evil.example/ru/', ['/ does not show index.html: it sends readers to http://evil.example']],
  ])('lets / lead to a language and nowhere else: %s', async (location, problems) => {
    expect(await problemsAt((path, response) => path === '/' && Boolean(response.writeHead(302, { location }).end()))).toEqual(problems)
  })

  it('names a redirect that only some browsers get', async () => {
    expect(await problemsAt((path, response, { headers }) =>
      path === '/ru/index.html' && headers['user-agent']?.includes('iPhone') === true && Boolean(response.writeHead(302, { location: 'https://evil.example/' }).end()))).toEqual([
      'ru/index.html (as an iPhone gets it) is missing: it sends readers to https://evil.example',
    ])
  })

  it('names headers that lead on or change a page', async () => {
    const problems = await problemsAt((path, response) => {
      if (path === '/ru/') response.setHeader('Refresh', '0;url=https://evil.example/')
      if (path === '/fr/index.html') response.setHeader('Link', '<https://evil.example/a.css>;rel=stylesheet')
      return false
    })
    const why = 'which can lead readers elsewhere, change the page or mark who reads it'
    expect(problems).toEqual([`fr/index.html comes with the header Link, ${why}`, `/ru/ comes with the header Refresh, ${why}`])
  })

  it.each([
    ['Mozilla', 'browsers get'], ['Chrome/150', 'Chrome on a phone gets'], ['Firefox', 'Tor Browser gets'], ['Android 5', 'an old phone gets'],
  ])('names a page that is another one only to %s', async (agent, who) => {
    expect(await problemsAt((path, response, { headers }) =>
      path === '/ru/contact/index.html' && headers['user-agent']?.includes(agent) === true && Boolean(response.writeHead(200, html).end('Call +1 555 0100')), '/index.html'))
      .toEqual([`ru/contact/index.html (as ${who} it) differs from what was signed`])
  })

  it('reads a page that is sent as Zstandard', async () => {
    const other = (text: string) => problemsAt((path, response, { headers }) => path === '/404.html' && headers['accept-encoding']?.includes('zstd') === true
      && Boolean(response.writeHead(200, { ...html, 'content-encoding': 'zstd' }).end(zstdCompressSync(text))), '/index.html')
    expect(await other('another')).toEqual(['404.html (as Chrome on a phone, Tor Browser get it) differs from what was signed'])
  })

  it('asks again when it is told to wait', async () => {
    let refused = 0
    expect(await problemsAt((path, response) => path === '/ru/' && refused++ < 2 && Boolean(response.writeHead(429, { 'retry-after': '0' }).end()))).toEqual([])
    expect(refused).toBeGreaterThan(2)
  })

  it('names Early Hints that have browsers ask others', async () => {
    const link = '<https://evil.example/a.css>; rel=preload; as=style'
    expect(await problemsAt((path, response) => {
      if (path === '/fr/index.html') response.writeEarlyHints({ link })
      return false
    })).toEqual([`fr/index.html comes behind Early Hints (103) that have browsers ask before they see the page: ${link}`])
  })

  it.each([
    ['ETag', '"1"', 'it sends ETag, by which it can tell a reader from others or who comes back'],
    ['Last-Modified', 'Mon, 30 Nov 2026 00:00:00 GMT', 'it sends Last-Modified, by which it can tell a reader from others or who comes back'],
    ['Accept-CH', 'Sec-CH-UA-Model', 'it sends Accept-CH, by which it can tell a reader from others or who comes back'],
    ['Cache-Control', 'max-age=600', 'it sends Cache-Control: max-age=600, so that texts stay on the reader’s device: only no-store leaves none'],
    ['Cache-Control', [], 'it sends no Cache-Control, so that texts stay on the reader’s device: only no-store leaves none'],
    ['Cache-Control', 'Private, No-Store', undefined],
  ])('names once what leaves traces everywhere: %s %s', async (name, value, problem) => {
    const { folder, signers } = await createSigned()
    const { origin } = await serve((request, response) => sendFile(folder, (request.url ?? '').slice(1), request, response, { [name.toLowerCase()]: value }))
    const { problems } = await verifyCopy(addressReader(`${origin}/`), { keys: signers.map(({ open }) => open), threshold: 2, today })
    expect(problems).toEqual(problem === undefined ? [] : [problem])
  })

  it.each([
    ['Content-Security-Policy', 'default-src \'none\'; report-uri https://evil.example/'], ['Use-As-Dictionary', 'match="/*"'],
    ['Set-Cookie', 'who=1'], ['Alt-Svc', 'h3="evil.example:443"'], ['NEL', '{"report_to":"x","max_age":1}'], ['Speculation-Rules', '"https://evil.example/"'],
    ['Content-Disposition', 'attachment; filename="guide.apk"'],
  ])('names the header %s', async (name, value) => {
    const problems = await problemsAt((path, response) => {
      if (path === '/ru/' || path === '/ru/contact/index.html') response.setHeader(name, value)
      return false
    })
    expect(problems.toSorted()).toEqual(['/ru/', 'ru/contact/index.html'].map(place => expect.stringMatching(`^${place} comes with the header ${name}, `)))
  })

  it('lets a file be saved under its own name, and under no other', async () => {
    const saved = (name: string) => problemsAt((path, response) => {
      if (path === '/files/info-ru.html') response.setHeader('content-disposition', `attachment; filename="${name}"`)
      return false
    })
    expect(await saved('info-ru.html')).toEqual([])
    expect(await saved('guide.exe')).toEqual([expect.stringMatching('^files/info-ru.html comes with the header Content-Disposition')])
  })

  it.each([
    ['text/html; charset=utf-16le', ' comes as text/html; charset=utf-16le instead of text/html; charset=utf-8'],
    ['text/plain', ' comes as text/plain instead of text/html; charset=utf-8'],
    [['text/html', 'text/plain'], ' comes as text/html, text/plain instead of text/html; charset=utf-8'],
    [undefined, ' comes without Content-Type instead of as text/html; charset=utf-8'],
    ['Text/HTML;charset="UTF-8"', undefined],
    ['text/html', undefined],
  ])('judges a page that comes as %s', async (type, problem) => {
    const signed = await createSigned()
    const { origin } = await serve((request, response) => {
      if (request.url !== '/fr/index.html' || request.headers['accept-encoding'] !== 'identity') return sendFile(signed.folder, (request.url ?? '').slice(1), request, response)
      if (type !== undefined) response.setHeader('content-type', type)
      response.writeHead(200, { 'cache-control': 'no-store' }).end(readFileSync(signed.path('fr/index.html')))
    })
    const { problems } = await verifyCopy(addressReader(`${origin}/index.html`), { keys: signed.signers.map(({ open }) => open), threshold: 2, today })
    expect(problems).toEqual(problem === undefined ? [] : [`fr/index.html${problem}`])
  })

  it('lets Tor Browser be led to the same page of a listed onion address, and nowhere else', async () => {
    const onion = `http://${'a'.repeat(56)}.onion`
    const { folder, signers } = await createSigned()
    const problems = async (location: (path: string) => string) => {
      const { origin } = await serve((request, response) => {
        response.setHeader('Onion-Location', location(request.url ?? ''))
        sendFile(folder, (request.url ?? '').slice(1), request, response)
      })
      return (await verifyCopy(addressReader(`${origin}/`), { keys: signers.map(({ open }) => open), threshold: 2, today })).problems
    }
    expect(await problems(path => onion + path)).toEqual([expect.stringMatching(`^it leads Tor Browser to ${onion}, an onion address that is not in the manifest`)])

    resign(folder, signers, manifest => ({ ...manifest, mirrors: [{ kind: 'onion', address: `${onion}/`, confirmed: { on: today, by: 'A' } }] }))
    expect(await problems(path => onion + path)).toEqual([])
    expect(await problems(path => `${onion}${path === '/uk/' ? '/fr/' : path}`)).toEqual([`/uk/ leads Tor Browser to another page of its onion address: ${onion}/fr/`])
  })

  it.each([manifestFile, signaturePlace(0), signaturePlace(1)])('names another %s for those who unpack', async (file) => {
    expect(await problemsAt((path, response, { headers }) => {
      if (path !== `/${file}` || headers['accept-encoding'] !== 'gzip, deflate') return false
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('another'))
      return true
    })).toEqual([`${file} (as an old phone gets it) is another one than without compression`])
    expect(await problemsAt((path, response, { headers }) =>
      path === `/${file}` && headers['accept-encoding'] !== 'identity' && Boolean(response.writeHead(404).end()))).toEqual([`${file} (as browsers get it) is missing: it answers 404`])
  })

  it('asks for no folder where files are given out by their names alone', async () => {
    expect(await problemsAt((path, response) => path.endsWith('/') && Boolean(response.writeHead(403).end()), '/index.html')).toEqual([])
  })

  it('ends, though every question is answered with a file', async () => {
    const { folder, signers } = await createSigned()
    const { origin, asked } = await serve((request, response) => {
      const url = request.url ?? ''
      sendFile(folder, url.endsWith('.minisig') ? signaturePlace(0) : url.slice(1), request, response)
    })
    const { problems } = await verifyCopy(addressReader(`${origin}/`), { keys: signers.map(({ open }) => open), threshold: 1, today })
    expect(problems.every(problem => problem.includes('is another signature by the key'))).toBe(true)
    expect(asked.filter(({ url = '' }) => url.endsWith('.minisig')).length).toBeLessThan(200)
  })
})

describe('verify of a running server', () => {
  /** Answers as the site does, but for what `answer` answers itself. @returns what is found wrong */
  async function problemsOfSite(answer: (path: string, response: ServerResponse, request: IncomingMessage) => boolean, change?: (manifest: Manifest) => Manifest) {
    const { folder, signers } = await createSigned()
    if (change) resign(folder, signers, change)
    const { origin } = await serve((request, response) => {
      const path = request.url ?? ''
      if (answer(path, response, request)) return
      if (path === '/') response.writeHead(302, { location: '/ru' }).end()
      else sendFile(folder, path.startsWith('/.') ? path.slice(1) : fileOf(path), request, response)
    })
    return (await verifyCopy(addressReader(`${origin}/`), { keys: signers.map(({ open }) => open), threshold: 2, today, live: true, links: new Set(['https://paper.example/1', 'https://weather.example/']) })).problems
  }

  it('finds nothing wrong in one that answers as the site does', async () => {
    const exit = '0;url=https://weather.example/'
    expect(await problemsOfSite((path, response) =>
      path.startsWith('/ru/x') && Boolean(response.writeHead(200, { ...html, refresh: exit }).end(`<meta http-equiv="refresh" content="${exit}">`)))).toEqual([])
  })

  it('names where it sends readers, and headers and pages that lead on', async () => {
    const problems = await problemsOfSite((path, response) => {
      if (path === '/') response.writeHead(302, { location: 'https://evil.example/ru' }).end()
      else if (path === '/en') response.writeHead(301, { location: '/uk' }).end()
      else if (path === '/en/') response.writeHead(301, { location: '/en' }).end()
      else if (path === '/fr/') response.writeHead(200, { ...html, refresh: '1;url=https://evil.example' }).end()
      else if (path === '/uk') response.writeHead(200, html).end('<META HTTP-EQUIV=refresh content="1;url=https://evil.example">')
      else return false
      return true
    })
    expect(problems).toEqual([
      '/ sends readers to https://evil.example/ru',
      expect.stringMatching(/^\/en sends readers to http:\/\/127\.0\.0\.1:\d+\/uk$/),
      '/fr/ comes with the header Refresh, which can lead readers elsewhere, change the page or mark who reads it',
      'uk/index.html leads readers on by itself, which no page of a release does',
    ])
  })

  it('names a link to somebody whom neither the manifest nor the content knows, also where the quick exit leads', async () => {
    const exit = '<meta http-equiv="refresh" content="0;url=https://evil.example/">'
    expect(await problemsOfSite((path, response) => {
      if (path === '/uk') response.writeHead(200, html).end('<a href="https://evil.example/chat">Chat</a>')
      else if (path === '/ru/x') response.writeHead(200, { ...html, refresh: '0;url=https://evil.example/' }).end(exit)
      else if (path === '/en/x') response.writeHead(200, { ...html, refresh: '0;url=https://evil.example/' }).end(`<!--${exit}-->`)
      else return false
      return true
    })).toEqual([
      '/en/x comes with the header Refresh, which can lead readers elsewhere, change the page or mark who reads it',
      'ru/x/index.html leads readers on to 0;url=https://evil.example/, which content/ does not name',
      'uk/index.html leads to https://evil.example/chat, which neither the manifest nor content/ names',
    ])
  })

  it('says of an onion address that is not in the manifest what it may be', async () => {
    const onion = `http://${'a'.repeat(56)}.onion`
    const problems = await problemsOfSite((path, response) => {
      response.setHeader('onion-location', onion + path)
      return path === '/fr' && Boolean(response.writeHead(200, html).end(`<p>${onion}/</p>`))
    })
    const mend = 'If it is this site’s own (ONION_ORIGIN), list it in content/mirrors.yml and make the next release; if not, it belongs to somebody else'
    expect(problems).toEqual([
      `it leads Tor Browser to ${onion}, an onion address that is not in the manifest. ${mend}`,
      `fr/index.html names ${'a'.repeat(56)}.onion, an onion address that is not in the manifest. ${mend}`,
    ])
  })

  it('finds nothing wrong in one that names its onion address, when the manifest lists it', async () => {
    const onion = `http://${'a'.repeat(56)}.onion`
    expect(await problemsOfSite((path, response) => {
      // Without a slash, as the site does for /fr/, too.
      response.setHeader('onion-location', onion + path.replace(/(?<=.)\/$/, ''))
      return path === '/fr' && Boolean(response.writeHead(200, html).end(`<p>Tor Browser: <code>${'a'.repeat(56)}.onion</code></p>`))
    }, manifest => ({ ...manifest, mirrors: [{ kind: 'onion', address: `${onion}/`, confirmed: { on: today, by: 'A' } }] }))).toEqual([])
  })

  it('comes to no page from that page, which is how readers leave in a hurry', async () => {
    const asked = new Set<string>()
    await problemsOfSite((path, _response, { headers: { referer } }) => {
      if (referer !== undefined) asked.add(`${new URL(referer).pathname.replace(/\/$/, '')} to ${path.replace(/\/$/, '')}`)
      return false
    })
    expect([...asked]).toContain('/ru/steps to /ru/contact')
    expect([...asked].filter(way => /^(.*) to \1$/.test(way))).toEqual([])
  })

  it('looks at / where that is a page, and at /ru/', async () => {
    const problems = await problemsOfSite((path, response) => (path === '/' || path === '/ru/') && Boolean(response.writeHead(200, html).end('<script>')))
    expect(problems).toEqual(['/', 'ru/'].map(place => `${place} holds <script>, which no page of a release has`))
  })
})
