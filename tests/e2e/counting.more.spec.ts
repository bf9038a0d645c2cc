import { ask, typedAddress, visits } from './requests.ts'
import { expect, test, type Site } from './site.ts'

function total(site: Site): number {
  return visits(site).total
}

test('HEAD, and anything but a page, is not counted', async ({ startSite }) => {
  const site = await startSite()
  expect((await ask(site, '/ru', typedAddress, 'HEAD')).status).toBe(200)
  expect((await ask(site, '/ru', typedAddress, 'POST')).status).toBe(405)
  const others = ['/', '/ru/404', '/ru/unavailable', '/robots.txt', '/sitemap.xml', '/api/visits.json', '/api/visits.csv', '/health/ready']
  for (const path of others) {
    await ask(site, path, typedAddress)
    expect(total(site), path).toBe(0)
  }
  await ask(site, '/ru', typedAddress)
  expect(total(site), 'a page, for comparison').toBe(1)
  await ask(site, '/ru?utm_source=somewhere', typedAddress)
  await ask(site, '/ru/', typedAddress)
  expect(total(site), 'with a query or a slash it is the same page').toBe(3)
})

test.describe('countries', () => {
  /** Address blocks of universities, name servers and carriers that have been where they are for long. */
  const addresses = {
    RU: ['77.88.8.8', '2a02:6b8::feed:ff'],
    UA: ['91.198.36.14', '2a01:d0::1'],
    FR: ['80.67.169.12', '2001:910:800::12'],
    BY: ['86.57.255.94', '2a0a:7d80::1'],
    KZ: ['195.12.113.50', '2a00:5da0::1'],
    GE: ['217.147.224.1', '2a0b:6204::1'],
    DE: ['46.4.0.1', '2a01:4f8::1'],
    PL: ['83.0.0.1', '2a01:1100::1'],
    CH: ['129.132.1.1', '2001:620::1'],
    JP: ['133.11.0.1', '2001:200::1'],
  } as const

  test('come from the address that a trusted proxy saw', async ({ startSite }) => {
    const site = await startSite({ env: { TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8' } })
    const expected: Record<string, number> = {}
    for (const [index, [country, seen]] of Object.entries(addresses).entries()) {
      // Each country another number of times, so that no two can be mistaken for one another.
      const times = index + 1
      for (let time = 0; time < times; time++) {
        for (const address of seen) await ask(site, '/ru', { ...typedAddress, 'X-Forwarded-For': address })
      }
      expected[country] = times * seen.length
    }
    expect(visits(site).countries).toEqual(expected)

    await ask(site, '/ru', { ...typedAddress, 'X-Forwarded-For': `1.1.1.1, ${addresses.FR[0]}, 10.1.2.3` })
    expected.FR = (expected.FR ?? 0) + 1
    expect(visits(site).countries, 'left of the last untrusted address anything could be written').toEqual(expected)
  })

  test('do not come from a header that anybody can write', async ({ startSite }) => {
    const site = await startSite()
    for (const address of addresses.RU) {
      const claimed = { 'X-Forwarded-For': address, 'Forwarded': `for=${address}`, 'X-Real-IP': address, 'CF-IPCountry': 'RU' }
      await ask(site, '/ru', { ...typedAddress, ...claimed })
    }
    await ask(site, '/ru', { ...typedAddress, 'Accept-Language': 'ru' })
    expect(visits(site).countries).toEqual({ ZZ: 3 })
  })

  test('are Tor’s own on an onion address', async ({ startSite }) => {
    const site = await startSite()
    await ask(site, '/ru', { ...typedAddress, Host: `${'a'.repeat(56)}.onion` })
    expect(visits(site).countries).toEqual({ T1: 1 })
  })
})
