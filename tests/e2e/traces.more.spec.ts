import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { findBrowser } from '../../tools/kit/browser.ts'
import { frontMatter } from './content.ts'
import { openChromium } from './browsers/chromium.ts'
import { firefoxVersion, openFirefox } from './browsers/firefox.ts'
import { forget, type Reader } from './browsers/reader.ts'
import { hosts, startWorld, titles, type World } from './worlds/exit.ts'
import { contentsOf, findTraces } from './traces.ts'

/*
 * What is left on a reader's device after what the page `safety` advises: the tab closed, and history, cookies and cache of the last hour deleted,
 * in an ordinary window. Over HTTPS with a certificate that the browsers take for valid: with another one they remember less.
 */
const { pinned: isShell } = await findBrowser()
const { title, description } = frontMatter({ path: '/en/steps', locale: 'en', name: 'steps' })
const marks = [hosts.site, title, description]

/** HSTS: stays for `HSTS_SECONDS` when the history alone is deleted. */
const strictTransport = `Default/TransportSecurity: ${hosts.site}, sha256 of the DNS name in base64`

/** Where Firefox looks for sites that only lead on. */
const bounces = `bounce-tracking-protection.sqlite: ${hosts.site}, as it is`

/** On a computer, whatever site it was and whatever is deleted; on Android Chromium keeps no such file. */
const siteCharacteristics = `Default/Site Characteristics Database/N.log: ${hosts.site}, md5`

/** The list of open tabs, until the browser is started anew. */
const session = ['UTF-16BE', 'UTF-16LE', 'as it is'].map(form => `Default/Sessions/Session_N: ${hosts.site}, ${form}`)

const browsers = [
  {
    name: 'Chromium', open: openChromium, absent: isShell && 'the headless shell has no history and no dialog to delete it: apt-get install chromium',
    stays: [siteCharacteristics], untilReopened: session, withCookies: [strictTransport],
  },
  { name: 'Firefox', open: openFirefox, absent: firefoxVersion() === undefined && 'no Firefox: apt-get install firefox-esr', stays: [], untilReopened: [], withCookies: [bounces] },
] as const

async function inWorld(use: (world: World) => Promise<void>, ...settings: Parameters<typeof startWorld>) {
  const world = await startWorld(...settings)
  try {
    test.skip(world.certificates.length === 0, 'a certificate needs openssl')
    await use(world)
  }
  finally {
    await world.close()
  }
}

/** Reads two pages and leaves the second by the exit. */
async function readAndLeave(reader: Reader, world: World) {
  await reader.go(world.ours('/en'))
  await reader.click('main a[href="/en/steps"]', world.ours('/en/steps'))
  await reader.pressKey()
  await expect.poll(() => reader.title()).toBe(titles.weather)
  await reader.closeTab()
}

function tracesOf({ profile }: Reader): string[] {
  return findTraces(contentsOf(profile), marks).map(trace => trace.slice(profile.length + 1).replace(/\d{6,}/, 'N')).sort()
}

const transportSecurity = z.object({ sts: z.array(z.object({ expiry: z.number(), sts_observed: z.number() })) })

for (const { name, open, absent, stays, untilReopened, withCookies } of browsers) {
  test.describe(name, () => {
    test.skip(absent !== false, String(absent))

    async function read(world: World, use: (reader: Reader) => Promise<void>) {
      const reader = await open(world.certificates, true)
      try {
        await readAndLeave(reader, world)
        await use(reader)
      }
      finally {
        await forget(reader)
      }
    }

    test('after what `safety` advises, no name and no hash of the site is anywhere, but what it names', () => inWorld(world => read(world, async (reader) => {
      await reader.deleteLastHour('all')
      await reader.quit()
      // The list of tabs is written some seconds later, if the browser is still open then.
      expect(tracesOf(reader).filter(trace => !new Set<string>(untilReopened).has(trace)), 'closed once').toEqual(stays)
      await reader.reopen()
      expect(tracesOf(reader), 'opened and closed again').toEqual(stays)
    })))

    test('where the history alone is deleted, more is remembered; HSTS for a day', () => inWorld(world => read(world, async (reader) => {
      await reader.deleteLastHour('history')
      await reader.quit()
      await reader.reopen()
      expect(tracesOf(reader).filter(trace => !/^(?:Default\/C|c)ache/.test(trace))).toEqual([...stays, ...withCookies])
      const file = join(reader.profile, 'Default/TransportSecurity')
      if (!existsSync(file)) return
      const { sts } = transportSecurity.parse(JSON.parse(readFileSync(file, 'utf8')))
      expect(sts.map(({ expiry, sts_observed: seen }) => Math.round(expiry - seen))).toEqual([86_400])
    })))

    test('the search finds what is there before it is deleted', () => inWorld(world => read(world, async (reader) => {
      await reader.quit()
      expect(tracesOf(reader)).toEqual(expect.arrayContaining([expect.stringMatching(/(?:History|places\.sqlite): .*, as it is$/)]))
    })))
  })
}

test('Firefox: the search finds the name that `Cross-Origin-Opener-Policy: same-origin` leaves, whatever is deleted', async () => {
  test.skip(firefoxVersion() === undefined, 'no Firefox: apt-get install firefox-esr')
  await inWorld(async (world) => {
    const reader = await openFirefox(world.certificates, true)
    try {
      await readAndLeave(reader, world)
      await reader.deleteLastHour('all')
      await reader.quit()
      expect(tracesOf(reader)).toEqual([`permissions.sqlite: ${hosts.site}, as it is`])
    }
    finally {
      await forget(reader)
    }
  }, {}, { 'cross-origin-opener-policy': 'same-origin' })
})
