// @module-tag more
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addDays, utcDay } from '../../../shared/day.ts'
import { validDays } from '../../../tools/release/manifest.ts'
import { tempFolder } from '../server/counter/temp-folder.ts'
import { closedAddress, runTool, sendFile, serve } from './release/serve.ts'
import { keysYaml, testKey, writeRelease, type TestKey } from './release/tiny-site.ts'

const today = utcDay()
const long = addDays(today, -validDays - 1)
const end = addDays(today, validDays)
const onion = 'http://pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion/'

/** A project that lists these mirrors and knows release 7. */
function writeProject(signers: readonly TestKey[], addresses: readonly string[]): string {
  const root = tempFolder()
  cpSync(join(import.meta.dirname, '../../fixtures/content'), join(root, 'content'), { recursive: true })
  const entries = addresses.map(address =>
    `  - { kind: "${address === onion ? 'onion' : 'web'}", address: "${address}", confirmed: { on: "2026-11-20", by: "A tester" } }\n`)
  writeFileSync(join(root, 'content/mirrors.yml'), `mirrors:${entries.length === 0 ? ' []' : ''}\n${entries.join('')}`)
  writeFileSync(join(root, 'content/release.yml'), `number: 7\ndate: "${today}"\n`)
  writeFileSync(join(root, 'release-keys.yml'), keysYaml(signers))
  return root
}

function copyOf(folder: string, change: (path: (file: string) => string) => void): string {
  const copy = tempFolder()
  cpSync(folder, copy, { recursive: true })
  change(file => join(copy, file))
  return copy
}

function flipBit(file: string) {
  const bytes = readFileSync(file)
  bytes[20] = (bytes[20] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

/** Mirrors in every state, each at a path of one server, by name. */
async function serveMirrors() {
  const signers = [testKey(), testKey()]
  const genuine = writeRelease(signers, { date: today })
  const folders = new Map([
    ['genuine', genuine],
    ['older', writeRelease(signers, { number: 6, date: today })],
    ['flipped', copyOf(genuine, path => flipBit(path('fr/index.html')))],
    ['missing', copyOf(genuine, path => ['', '.br', '.gz'].forEach(suffix => rmSync(path(`uk/index.html${suffix}`))))],
    ['unsigned', copyOf(genuine, path => ['', '.2'].forEach(suffix => rmSync(path(`.well-known/release.json${suffix}.minisig`))))],
    ['expired', writeRelease(signers, { date: long })],
  ])
  const elsewhere = await serve((request, response) => sendFile(genuine, (request.url ?? '').slice(1), request, response))
  const server = await serve((request, response) => {
    const [, name = '', place = ''] = /^\/([a-z]+)\/(.*)$/.exec(request.url ?? '') ?? []
    const folder = folders.get(name)
    if (folder !== undefined) sendFile(folder, place, request, response)
    else if (name === 'moved') response.writeHead(302, { location: `${elsewhere.origin}/${place}` }).end()
    else if (name === 'begins') response.writeHead(200).write('{')
    else if (name !== 'silent') response.writeHead(404).end()
  })
  return { signers, server, elsewhere, address: (name: string) => `${server.origin}/${name}/` }
}

describe('npm run mirrors', () => {
  it('says of each mirror what it serves, and asks nobody else', async () => {
    const { signers, server, elsewhere, address } = await serveMirrors()
    const names = ['genuine', 'older', 'flipped', 'missing', 'unsigned', 'expired', 'moved', 'silent', 'begins', 'nothing']
    const nobody = await closedAddress()
    const root = writeProject(signers, [...names.map(address), nobody, onion])
    const { status, printed } = await runTool('mirrors.ts', ['--root', root, '--timeout', '6', '--json'])

    const states: unknown = JSON.parse(printed)
    const seen = { kind: 'web', asked: true, number: 7, expires: end }
    const unseen = { kind: 'web', asked: true, number: null, expires: null }
    expect(states).toEqual([
      { ...seen, address: address('genuine'), problems: [] },
      { ...seen, address: address('older'), number: 6, problems: ['this is release 6, an old one: release 7 is known'] },
      { ...seen, address: address('flipped'), problems: ['fr/index.html differs from what was signed'] },
      { ...seen, address: address('missing'), problems: ['uk/index.html is missing: it answers 404'] },
      { ...seen, address: address('unsigned'), problems: ['too few signatures: 0 of the 2 that are needed'] },
      { ...seen, address: address('expired'), expires: addDays(long, validDays), problems: [`the release expired on ${addDays(long, validDays)}: ask for a newer one`] },
      { ...unseen, address: address('moved'), problems: [`there is no .well-known/release.json: it sends readers to ${elsewhere.origin}`] },
      { ...unseen, address: address('silent'), problems: ['it does not answer within 6 s'] },
      { ...unseen, address: address('begins'), problems: ['it does not answer within 6 s'] },
      { ...unseen, address: address('nothing'), problems: ['there is no .well-known/release.json: it answers 404'] },
      { ...unseen, address: nobody, problems: ['it refuses connections: nobody serves there'] },
      { kind: 'onion', asked: false, number: null, expires: null, address: onion, problems: [] },
    ])
    expect(status).toBe(1)
    expect(elsewhere.asked, 'requests to where a mirror sends').toEqual([])
    expect(server.asked.filter(({ url = '' }) => !names.some(name => url.startsWith(`/${name}/`)))).toEqual([])
  })

  it('asks as browsers do from within the site, and sends nothing about who asks', async () => {
    const { signers, server, address } = await serveMirrors()
    const root = writeProject(signers, [address('genuine')])
    await runTool('mirrors.ts', ['--root', root], { LANG: 'ru_RU.UTF-8', TZ: 'Europe/Moscow', USER: 'operator', HOME: '/home/operator' })
    const agents = new Map<string, Set<string>>()
    for (const { method, headers: { host, ...headers } } of server.asked) {
      const agent = headers['user-agent'] ?? ''
      agents.set(agent, (agents.get(agent) ?? new Set()).add(JSON.stringify({ method, ...headers })))
    }
    expect([...agents.keys()].map(agent => /node|Firefox|iPhone|Android \d+/.exec(agent)?.[0])).toEqual(['node', 'Android 10', 'iPhone', 'Firefox', 'Android 5'])
    for (const [agent, sent] of agents) {
      expect(sent.size, `${agent}: the same each time`).toBe(1)
      // A browser that comes from nowhere or from elsewhere would be counted as a visit.
      if (agent !== 'node') expect([...sent][0]).toContain(`"referer":"${address('genuine')}ru/steps"`)
      expect([...sent][0]).not.toMatch(/"sec-fetch-site":"(?!same-origin)|cookie|operator|Moscow/)
    }
  })

  it('prints one line a mirror, what is wrong below it, and the sum', async () => {
    const { signers, address } = await serveMirrors()
    const good = await runTool('mirrors.ts', ['--root', writeProject(signers, [address('genuine'), onion])])
    expect(good.printed).toBe([
      `${address('genuine').padEnd(onion.length)}  release 7, valid until ${end}: as signed`,
      `${onion}  not asked: that needs Tor`,
      '',
      '1 asked, 1 as signed, 0 wrong, 1 not asked.',
      '',
    ].join('\n'))
    expect(good.status).toBe(0)

    const bad = await runTool('mirrors.ts', ['--root', writeProject(signers, [address('missing'), address('silent')]), '--timeout', '4'])
    expect(bad.printed).toContain(`${address('missing')}  release 7, valid until ${end}: WRONG in 1 thing\n  - uk/index.html is missing`)
    expect(bad.printed).toContain(`${address('silent')}   no release to be seen: WRONG in 1 thing\n  - it does not answer within 4 s`)
    expect(bad.printed).toContain('\n2 asked, 0 as signed, 2 wrong, 0 not asked.\n')
    expect(bad.status).toBe(1)
  })

  it.each([
    ['an empty list', [], 0, 'content/mirrors.yml lists no address.'],
    ['a limit that is none', ['--timeout', 'soon'], 2, '--timeout takes seconds, not “soon”'],
    ['what does not exist', ['--fast'], 2, '--fast'],
  ])('with %s', async (_name, args, status, message) => {
    const ended = await runTool('mirrors.ts', ['--root', writeProject([testKey(), testKey()], []), ...args])
    expect(ended.printed).toContain(message)
    expect(ended.status).toBe(status)
  })
})
