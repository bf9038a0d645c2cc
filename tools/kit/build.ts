import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Builds the site if it was never built or something it is made from has changed.
 *
 * @param root the project's folder
 * @returns the exit code of the build; 0 when there was nothing to do
 */
export function buildIfNeeded(root: string): number {
  const built = join(root, '.output/inputs.sha256')
  if (existsSync(built) && readFileSync(built, 'utf8').trim() === inputsDigest(root)) return 0
  return spawnSync(process.execPath, [join(root, 'tools/build.ts')], { cwd: root, stdio: 'inherit' }).status ?? 1
}

/** Everything that the built site is made from. */
const inputs = [
  '*.vue', '*.config.ts', 'package-lock.json', 'release-keys.yml',
  '{assets,components,composables,content,locales,modules,pages,server,shared}/**/*',
]

/**
 * A digest of all files that the site is built from, the same on every machine. As long as it has not changed, a build is up to date.
 *
 * @param root the project's folder
 * @returns SHA-256, hexadecimal
 */
export function inputsDigest(root: string): string {
  const hash = createHash('sha256')
  for (const file of globSync(inputs, { cwd: root }).sort()) {
    const path = join(root, file)
    if (!statSync(path).isFile()) continue
    const content = readFileSync(path)
    hash.update(`${file.replaceAll('\\', '/')}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
