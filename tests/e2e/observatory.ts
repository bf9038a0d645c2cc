import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.ts'

export const observatory = join(root, 'tests/observatory')

/**
 * Installs HTTP Observatory where only its test finds it, unless what its lockfile says is there.
 *
 * @throws Error when it cannot be installed
 */
export function installObservatory() {
  const digest = createHash('sha256').update(readFileSync(join(observatory, 'package-lock.json'))).digest('hex')
  const installed = join(observatory, 'node_modules/lock.sha256')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === digest) return
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: observatory, stdio: 'inherit' })
  if (status !== 0) throw new Error(`npm ci failed in ${observatory}`)
  // What its script after the installation would fetch: the list of sites that browsers only ever ask by HTTPS. Ours is on none.
  writeFileSync(join(observatory, 'node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json'), '{}')
  writeFileSync(installed, digest)
}
