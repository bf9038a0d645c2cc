import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes a disk in memory at a new place. It can be full or read-only, which no file mode can be made for root.
 *
 * @param options of tmpfs, for example `size=256k`: https://docs.kernel.org/filesystems/tmpfs.html
 * @returns its folder; undefined where mounting is not allowed
 */
export function mountDisk(options: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0) return folder
  rmSync(folder, { recursive: true })
  return undefined
}

/** Makes it read-only or writable. Nobody may have a file open for writing. */
export function remountDisk(folder: string, mode: 'ro' | 'rw') {
  const { status, stderr } = spawnSync('mount', ['-o', `remount,${mode}`, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

export function unmountDisk(folder: string) {
  // Lazily: a process that has not ended yet may still have a file open.
  spawnSync('umount', ['-l', folder])
  rmSync(folder, { recursive: true })
}
