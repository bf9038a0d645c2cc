// @module-tag more
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { tempFolder } from '../server/counter/temp-folder.ts'

const root = join(import.meta.dirname, '../../..')
const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

it('each Node is pinned by the hash of its package, and all are of one version', () => {
  const { optionalDependencies: pinned } = z.object({ optionalDependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const { packages } = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional(), integrity: z.string().optional(), hasInstallScript: z.boolean().optional() })) })
    .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  expect(new Set(Object.values(pinned)).size).toBe(1)
  for (const [name, version] of Object.entries(pinned)) {
    expect(packages[`node_modules/${name}`]).toEqual({ version, integrity: expect.stringMatching(/^sha512-/) })
  }
})

/** A project that pins such a Node, of which a script stands in for the program; `npm ci` gets it from a registry of this test alone. */
async function createProject() {
  const folder = tempFolder()
  let bytes = pack('echo v24.99.0')
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`

  const entry = { name: 'pins', version: '1.0.0', optionalDependencies: { [name]: '24.99.0', 'node-plan9-mips': '24.99.0' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...entry, scripts: { prepare: 'node tools/pinned-node.mjs' } }))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({
    ...entry,
    lockfileVersion: 3,
    packages: {
      '': entry,
      [`node_modules/${name}`]: { version: '24.99.0', integrity, optional: true, bin: { node: 'bin/node' } },
      'node_modules/node-plan9-mips': { version: '24.99.0', integrity, optional: true, os: ['plan9'], bin: { node: 'bin/node' } },
    },
  }))
  mkdirSync(join(folder, 'tools'))
  cpSync(join(root, 'tools/pinned-node.mjs'), join(folder, 'tools/pinned-node.mjs'))

  const server = createServer(({ url = '' }, response) => {
    if (url.endsWith('.tgz')) return response.end(bytes)
    const dist = { integrity, tarball: `${origin()}${name}/-/${name}-24.99.0.tgz` }
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ name, versions: { '24.99.0': { name, version: '24.99.0', bin: { node: 'bin/node' }, dist } } }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { install, change: () => void (bytes = pack('echo v24.99.0 ')), command: join(folder, 'node_modules/.bin/node') }

  function pack(program: string): Buffer {
    mkdirSync(join(folder, 'package/bin'), { recursive: true })
    writeFileSync(join(folder, 'package/package.json'), JSON.stringify({ name, version: '24.99.0', bin: { node: 'bin/node' } }))
    writeFileSync(join(folder, 'package/bin/node'), `#!/bin/sh\n${program}\n`, { mode: 0o755 })
    expect(spawnSync('tar', ['czf', 'package.tgz', 'package'], { cwd: folder }).status).toBe(0)
    return readFileSync(join(folder, 'package.tgz'))
  }

  function origin(): string {
    const address = server.address()
    return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`
  }

  async function install(): Promise<{ status: number | null, printed: string }> {
    const npm = spawn('npm', ['ci', `--registry=${origin()}`, `--cache=${join(folder, 'cache')}`, '--no-audit', '--fetch-retries=0'], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } })
    let printed = ''
    for (const stream of [npm.stdout, npm.stderr]) stream.setEncoding('utf8').on('data', (text: string) => printed += text)
    await once(npm, 'close')
    return { status: npm.exitCode, printed }
  }
}

describe.skipIf(process.platform === 'win32')('npm ci', { timeout: 120_000 }, () => {
  it('puts the pinned Node before every other', async () => {
    const { install, command } = await createProject()
    expect(await install()).toMatchObject({ status: 0 })
    expect(spawnSync(command, { encoding: 'utf8' }).stdout).toBe('v24.99.0\n')
  })

  it('stops when it is not, byte for byte, the one in the lock file', async () => {
    const { install, change, command } = await createProject()
    change()
    expect(await install()).toMatchObject({ status: 1, printed: expect.stringContaining(`${name} 24.99.0 was not installed`) })
    expect(existsSync(command)).toBe(false)
  })
})
