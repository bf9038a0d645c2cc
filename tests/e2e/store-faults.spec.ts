import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mountDisk, remountDisk, unmountDisk } from './disk.ts'
import { ask, typedAddress } from './raw.ts'
import { expect, test, type Site } from './site.ts'
import { visits } from './visits.ts'

/** A safety limit, not a figure: how long a store that was mended may take to be used again. */
const patience = 10_000

test.describe('a store that cannot be written', () => {
  test('its folder is replaced: pages are answered, the operator is told, and the visits arrive after the mend', async ({ startSite }) => {
    const folder = test.info().outputPath('store')
    const site = await startSite({ visitsFile: join(folder, 'data/visits.sqlite') })
    const reader = createReader(site)
    await reader.open(3)
    expect((await visits(site)).total).toBe(3)

    renameSync(join(folder, 'data'), join(folder, 'moved'))
    writeFileSync(join(folder, 'data'), 'a file where the folder was')
    // The file is looked for once a second: until then visits go to where it is now.
    await expect.poll(async () => {
      await reader.open(1)
      return (await ask(site, '/health/ready')).status
    }, { timeout: patience }).toBe(503)
    const { text } = await ask(site, '/health/ready')
    expect(text).toMatch(/^visits are counted in memory only: \S/)
    expect(text).not.toContain(folder)
    expect((await ask(site, '/health/live')).status).toBe(200)
    await reader.open(5)

    rmSync(join(folder, 'data'))
    await expect.poll(async () => (await ask(site, '/health/ready')).status, { timeout: patience }).toBe(200)
    const moved = await visits({ visitsFile: join(folder, 'moved/visits.sqlite') })
    const mended = await visits(site)
    expect(mended.total).toBeGreaterThanOrEqual(5)
    expect(moved.total + mended.total).toBe(reader.opened())
  })

  test('its disk is full: the same', async ({ startSite }) => {
    const folder = mountDisk('size=256k')
    test.skip(folder === undefined, 'a disk that is full needs mount, which only root may')
    if (folder === undefined) return
    try {
      const site = await startSite({ visitsFile: join(folder, 'visits.sqlite') })
      const reader = createReader(site)
      await reader.open(3)
      fill(join(folder, 'filler'))
      // As long as the last page of the log has room, writing works.
      await expect.poll(async () => {
        await reader.open(5)
        return (await ask(site, '/health/ready')).text
      }, { timeout: patience }).toBe('visits are counted in memory only: database or disk is full\n')
      await reader.open(7)
      expect((await visits(site)).total).toBeLessThanOrEqual(reader.opened() - 7)

      rmSync(join(folder, 'filler'))
      await expect.poll(async () => (await ask(site, '/health/ready')).status, { timeout: patience }).toBe(200)
      expect((await visits(site)).total).toBe(reader.opened())
      await site.end('SIGTERM')
    }
    finally {
      unmountDisk(folder)
    }
  })

  test('it is read-only from the start: the same', async ({ startSite }) => {
    const folder = mountDisk('ro')
    test.skip(folder === undefined, 'a disk that cannot be written needs mount, which only root may')
    if (folder === undefined) return
    try {
      const site = await startSite({ visitsFile: join(folder, 'visits.sqlite') })
      expect((await ask(site, '/health/ready')).status).toBe(503)
      await createReader(site).open(4)

      remountDisk(folder, 'rw')
      await expect.poll(async () => (await ask(site, '/health/ready')).status, { timeout: patience }).toBe(200)
      expect((await visits(site)).total).toBe(4)
      await site.end('SIGTERM')
    }
    finally {
      unmountDisk(folder)
    }
  })
})

/** Opens pages one after the other, and knows how many. */
function createReader(site: Site) {
  let opened = 0
  return {
    opened: () => opened,
    open: async (times: number) => {
      for (let time = 0; time < times; time++) {
        const { status } = await ask(site, '/ru', typedAddress)
        expect(status).toBe(200)
        opened++
      }
    },
  }
}

/** Writes until the disk is full. */
function fill(file: string) {
  const block = Buffer.alloc(1024)
  try {
    for (;;) appendFileSync(file, block)
  }
  catch {
    // Full.
  }
}
