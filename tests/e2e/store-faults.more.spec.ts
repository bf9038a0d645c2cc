import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { builds, mountDisk, remountDisk, root, unmountDisk } from './built-site.ts'
import { ask, typedAddress, visits } from './requests.ts'
import { expect, test, type Site } from './site.ts'

/** A safety limit, not a figure: how long a store that was mended may take to be used again. */
const patience = 10_000

test.describe('a store that cannot be written', () => {
  test('its folder is replaced: pages are answered, the operator is told, and the visits arrive after the mend', async ({ startSite }) => {
    const folder = test.info().outputPath('store')
    const site = await startSite({ visitsFile: join(folder, 'data/visits.sqlite') })
    const reader = createReader(site)
    await reader.open(3)
    expect(visits(site).total).toBe(3)

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
    const moved = visits({ visitsFile: join(folder, 'moved/visits.sqlite') })
    const mended = visits(site)
    expect(mended.total).toBeGreaterThanOrEqual(5)
    expect(moved.total + mended.total).toBe(reader.opened())
    expect(linesOf(site)).toEqual([expect.stringMatching(/^visits cannot be written to VISITS_FILE, and wait in memory: \w+$/), 'visits are written again'])
  })

  test('of several processes each is in need, and one line is printed for all, even at the start', async ({ startSite }) => {
    const visitsFile = test.info().outputPath('store/visits.sqlite')
    mkdirSync(visitsFile, { recursive: true })
    const site = await startSite({ visitsFile, env: { WORKERS: '3' } })
    const reader = createReader(site)
    // Whichever process answers.
    for (let time = 0; time < 12; time++) expect((await ask(site, '/health/ready')).text).toBe('visits are counted in memory only: unable to open database file\n')
    await reader.open(12)
    rmSync(visitsFile, { recursive: true })
    await expect.poll(async () => (await ask(site, '/health/ready')).text, { timeout: patience }).toBe('ready\n')
    expect(visits(site).total).toBe(12)
    expect(linesOf(site)).toEqual(['visits cannot be written to VISITS_FILE, and wait in memory: unable to open database file', 'visits are written again'])
  })

  test('it is no database: no page of figures is shown by half, and nothing is printed of who asked', async ({ startSite }) => {
    const site = await startSite()
    for (const end of ['', '-wal', '-shm']) rmSync(site.visitsFile + end)
    writeFileSync(site.visitsFile, 'no database '.repeat(1000))
    for (const path of ['/ru/visits', '/fr/visits', '/en/visits/2026-11', '/api/visits.json', '/api/visits.csv']) {
      const { status, text } = await ask(site, path)
      expect(status, path).toBe(503)
      expect(text, path).toContain('+380')
      expect(text, path).not.toMatch(/\bat \w+.*:\d+:\d+|statistics\.\w+/)
    }
    expect(linesOf(site)).toEqual(['the statistics cannot be shown: file is not a database'])
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
      expect(visits(site).total).toBeLessThanOrEqual(reader.opened() - 7)

      rmSync(join(folder, 'filler'))
      await expect.poll(async () => (await ask(site, '/health/ready')).status, { timeout: patience }).toBe(200)
      expect(visits(site).total).toBe(reader.opened())
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
      expect(visits(site).total).toBe(4)
      await site.end('SIGTERM')
    }
    finally {
      unmountDisk(folder)
    }
  })
})

test('a variable that is wrong or that nobody reads is named, once for all processes', async ({ startSite }) => {
  await expect(startSite({ env: { TRUSTED_PROXIES: 'nobody', WORKERS: '2' } })).rejects.toThrow(/\nTRUSTED_PROXIES is "nobody", .*/)
  const site = await startSite({ env: { TRUSTED_PROXY: '127.0.0.1', WORKERS: '2' } })
  expect(linesOf(site)).toEqual(['TRUSTED_PROXY is no variable of the site; TRUSTED_PROXIES is'])
})

test('where the country data is missing or damaged, the built-in data serves, which is said once', async ({ startSite }) => {
  const damaged = test.info().outputPath('country.mmdb')
  writeFileSync(damaged, readFileSync(join(root, builds.shipped, 'server/country.mmdb')).fill(0xEB, 4_000_000, 4_500_000))
  for (const file of ['/nowhere.mmdb', damaged]) {
    const site = await startSite({ env: { GEOIP_FILE: file, WORKERS: '2', TRUSTED_PROXIES: '127.0.0.1/32' } })
    for (const address of ['77.88.8.8', '195.5.46.1', '2a02:6b8::1']) {
      expect((await ask(site, '/ru', { 'X-Forwarded-For': address, 'User-Agent': 'Mozilla/5.0 (Windows NT 6.1; rv:78.0) Gecko/20100101 Firefox/78.0' })).status).toBe(200)
    }
    expect(visits(site).countries).toEqual({ RU: 2, UA: 1 })
    await expect.poll(() => linesOf(site)).toEqual([expect.stringContaining(`the built-in country data serves in place of GEOIP_FILE: ${file} is not a readable country database`)])
  }
})

/** All that is printed but the address. */
function linesOf(site: Site): string[] {
  return site.printed().trimEnd().split('\n').filter(line => !line.startsWith('Listening'))
}

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
