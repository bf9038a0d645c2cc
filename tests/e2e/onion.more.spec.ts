import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { localeCodes } from '../../shared/locales.ts'
import { root } from './built-site.ts'
import { ask, typedAddress, visits } from './requests.ts'
import { firefoxVersion, launchFirefox } from './browsers/firefox.ts'
import { expect, test } from './site.ts'
import { missingPages, sitePages } from './content.ts'

// An address that the specification of Tor gives as an example: https://spec.torproject.org/rend-spec/encoding-onion-addresses.html
const name = 'pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion'
const env = { ONION_ORIGIN: `http://${name}`, ONION_PORT: '0', SITE_ORIGIN: 'https://example.org' }
const naming = localeCodes.flatMap(locale => [`/${locale}/safety`, `/${locale}/genuine`])

test('pages of an HTTPS site offer the same page of the onion service', async ({ startSite }) => {
  const site = await startSite({ env })
  const offers: [path: string, onion: string | undefined][] = [
    ...sitePages.map(({ path }): [string, string] => [path, `http://${name}${path}`]),
    ['/ru/', `http://${name}/ru`],
    ['/ru/steps?utm_source=x', `http://${name}/ru/steps`],
    // From what was asked for, an address would be made that somebody else chose.
    ['/ru/nothing-here', undefined], ['/en/404', undefined],
    ['/', undefined], ['/api/visits.json', undefined], ['/robots.txt', undefined], ['/health/live', undefined], ['/ru/../en', undefined],
  ]
  for (const [path, onion] of offers) expect((await ask(site, path)).headers['onion-location'], path).toBe(onion)
  for (const path of ['/ru', '/ru/visits']) {
    expect((await ask(site, path, { Host: name })).headers['onion-location'], `${path}, asked for there`).toBeUndefined()
  }
})

test('without HTTPS, where Tor Browser would not believe it, nothing is offered', async ({ startSite }) => {
  const site = await startSite({ env: { ...env, SITE_ORIGIN: '' } })
  expect((await ask(site, '/ru')).headers['onion-location']).toBeUndefined()
})

test('two pages name the address as text, and nothing is said of one where there is none', async ({ startSite, site }) => {
  const withOnion = await startSite({ env })
  for (const path of naming) {
    const [named, unnamed] = await Promise.all([ask(withOnion, path), ask(site, path)])
    expect(named.text.split(name).length - 1, path).toBe(1)
    expect(named.text, path).toContain(`<code translate="no">${name}</code>`)
    expect(unnamed.text, path).not.toMatch(/onion/i)
  }
})

test('readers who come through it are counted as Tor’s', async ({ startSite }) => {
  const site = await startSite({ env })
  const tor = { port: site.onionPort ?? 0 }
  for (const path of ['/ru', '/', '/fr/faq']) await ask(tor, path, { ...typedAddress, Host: name })
  expect(visits(site)).toMatchObject({ total: 0, countries: { T1: 2 } })
})

test('whatever comes to the port of tor counts as Tor’s, whoever it says that it is', async ({ startSite }) => {
  const site = await startSite({
    env: { ...env, WORKERS: '2', TRUSTED_PROXIES: '127.0.0.1/32', COUNTRY_HEADER: 'CF-IPCountry', RATE_LIMIT: '5', FLOOD_LIMIT: '5' },
  })
  const tor = { port: site.onionPort ?? 0 }
  const forged = { ...typedAddress, 'X-Forwarded-For': '77.88.8.8', 'X-Forwarded-Proto': 'https', 'CF-IPCountry': 'RU' }
  for (const host of ['example.org', name, 'localhost', `127.0.0.1:${site.port}`]) {
    for (let number = 0; number < 10; number++) {
      const { status, headers } = await ask(tor, '/ru', { ...forged, Host: host })
      expect(status).toBe(200)
      expect(headers['onion-location'] ?? headers['strict-transport-security']).toBeUndefined()
    }
  }
  expect(visits(site).countries).toEqual({ T1: 40 })

  const forwarded = await ask(site, '/ru', { ...forged, 'Host': 'example.org', 'CF-IPCountry': 'UA' })
  expect(forwarded.status, 'of an address that was written at the port of tor').toBe(200)
  expect(forwarded.headers['onion-location']).toBe(`http://${name}/ru`)
  expect(visits(site).countries).toEqual({ T1: 40, UA: 1 })
})

test('does not start where whoever comes through tor could choose a country', async ({ startSite }) => {
  await expect(startSite({ env: { ...env, ONION_PORT: '', WORKERS: '2' } })).rejects.toThrow(/ended with 1 .*\nONION_ORIGIN is set, but ONION_PORT is not: .*\n$/)
})

test('says before it starts that visitors of the proxy here may choose a country, where that is so', async ({ startSite }) => {
  const site = await startSite({ env: { WORKERS: '2', TRUSTED_PROXIES: '127.0.0.1/32', COUNTRY_HEADER: 'CF-IPCountry' } })
  expect(site.printed()).toMatch(/^COUNTRY_HEADER is set, and TRUSTED_PROXIES .*\nListening on .*\n$/)
})

test('tor reads the torrc that operators copy', () => {
  test.skip(spawnSync('tor', ['--version']).status !== 0, 'needs tor')
  // Its own folders are those of the system's tor, which other people may not read.
  const file = test.info().outputPath('torrc')
  writeFileSync(file, `${readFileSync(join(root, 'deploy/tor/torrc'), 'utf8').replace('/var/lib/tor/guide/', test.info().outputPath('service'))}\nDataDirectory ${test.info().outputPath('data')}\n`)
  const { status, stdout } = spawnSync('tor', ['--verify-config', '--defaults-torrc', '/dev/null', '-f', file], { encoding: 'utf8' })
  expect(stdout).toContain('Configuration was valid')
  expect(status).toBe(0)
})

const seen = z.object({ value: z.object({ title: z.string(), text: z.string(), pictures: z.int(), wide: z.boolean() }) })

// https://support.torproject.org/tor-browser/security/security-levels/: no script, no picture that is a drawing, no font of the page
test('Tor Browser at its safest shows every page and every number', async ({ countedSite }) => {
  test.slow()
  const version = firefoxVersion()
  test.skip(version === undefined, 'needs firefox-esr, of which Tor Browser is made')
  const firefox = await launchFirefox({
    'javascript.enabled': false, 'svg.disabled': true, 'gfx.downloadable_fonts.enabled': false, 'mathml.disabled': true, 'webgl.disabled': true,
    'media.webaudio.enabled': false, 'gfx.font_rendering.opentype_svg.enabled': false, 'gfx.font_rendering.graphite.enabled': false,
  })
  try {
    for (const { path } of [...sitePages, ...missingPages]) {
      await firefox.send('WebDriver:Navigate', { url: countedSite.origin + path })
      const { title, text, pictures, wide } = seen.parse(await firefox.send('WebDriver:ExecuteScript', { script, args: [] })).value
      expect(title, path).not.toBe('')
      expect(text.length, path).toBeGreaterThan(150)
      expect(pictures, `${path}: drawings that are shown`).toBe(0)
      expect(wide, `${path}: wider than the window`).toBe(false)
      for (const heading of headingsOf((await ask(countedSite, path)).text)) expect(text, path).toContain(heading)
    }
    await firefox.send('WebDriver:Navigate', { url: `${countedSite.origin}/en/visits` })
    const { text } = seen.parse(await firefox.send('WebDriver:ExecuteScript', { script, args: [] })).value
    const figures = z.object({ total: z.int(), countries: z.array(z.object({ visits: z.int() })) })
      .parse(JSON.parse((await ask(countedSite, '/api/visits.json')).text))
    expect(figures.total).toBeGreaterThan(0)
    for (const number of [figures.total, ...figures.countries.map(({ visits }) => visits)]) expect(text).toContain(number.toLocaleString('en-GB'))
  }
  finally {
    await firefox.close()
  }
})

/** Run by the driver, not by the page, which may run none. */
const script = `
  const drawn = [...document.querySelectorAll('svg')].filter(svg => svg instanceof SVGElement && svg.getBoundingClientRect().height > 0)
  return {
    title: document.querySelector('h1').innerText,
    text: document.body.innerText.replaceAll('\\u00ad', ''),
    pictures: drawn.length,
    wide: document.documentElement.scrollWidth > innerWidth,
  }
`

/** The headings of a page that is written in plain HTML. */
function headingsOf(html: string): string[] {
  return [...html.matchAll(/<h2[^>]*>([^<&]+)<\/h2>/g)].map(([, heading = '']) => heading.trim())
}
