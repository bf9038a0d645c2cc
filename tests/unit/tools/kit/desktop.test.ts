import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openOnDesktop } from '../../../../tools/kit/desktop.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe.runIf(process.platform === 'linux')('openOnDesktop', () => {
  it('does not try where there is no desktop', async () => {
    expect(await openOnDesktop('/nowhere.html', {})).toBe(false)
  })

  it('says so when nothing can open it', async () => {
    vi.stubEnv('PATH', tempFolder())
    expect(await openOnDesktop('/nowhere.html', { DISPLAY: ':0' })).toBe(false)
  })

  it.each(['http://127.0.0.1:1/?lang=fr&a=b', '/a folder/preview.html'])('hands on %s as it is', async (target) => {
    const folder = tempFolder()
    const told = join(folder, 'told')
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s' "$*" > '${told}'\n`, { mode: 0o755 })
    vi.stubEnv('PATH', folder)
    expect(await openOnDesktop(target, { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
    await expect.poll(() => readFileSync(told, { encoding: 'utf8', flag: 'a+' })).toBe(target)
  })
})
