import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { connectMarionette, type Marionette } from './marionette.ts'
import { until, type Client, type Tab } from './tab.ts'
import { names } from './world.ts'

const preferences = {
  'marionette.port': 0,
  'network.dns.localDomains': Object.values(names).join(','),
  // As Tor Browser has them: an onion service is as trustworthy as HTTPS, and other sites do not learn its name.
  'network.dns.blockDotOnion': false,
  'dom.securecontext.allowlist_onions': true,
  'network.http.referer.hideOnionSource': true,
  // Nothing goes out but what a test asks for.
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
}

const named = z.object({ value: z.string() })
const timed = z.object({ value: z.number().nullable() })
const element = z.object({ value: z.record(z.string(), z.string()) })
const opened = z.object({ handle: z.string() })

/** The version of Firefox on the PATH, such as `Mozilla Firefox 153.7.0esr`. */
export function firefoxVersion(): string | undefined {
  const { status, stdout } = spawnSync('firefox-esr', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

export interface Firefox {
  /** The folder of its profile; `close` removes it, and whoever kills the process instead. */
  profile: string
  /** The first tab. */
  handle: string
  send: Marionette
  process: ChildProcess
  close: () => Promise<void>
}

/**
 * Starts Firefox, which Playwright cannot drive as it is.
 *
 * @param more preferences beside those that keep it to itself
 * @param capabilities of WebDriver; unless they say otherwise, any certificate is accepted
 * @param profile the folder; unless it says otherwise, a new one
 */
export async function launchFirefox(
  more: Record<string, boolean | number | string>, capabilities = { acceptInsecureCerts: true }, profile = mkdtempSync(join(tmpdir(), 'firefox-')),
): Promise<Firefox> {
  const settings = Object.entries({ ...preferences, ...more })
  writeFileSync(join(profile, 'user.js'), settings.map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`).join(''))
  rmSync(join(profile, 'MarionetteActivePort'), { force: true })
  const args = ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile, 'about:blank']
  const child = spawn('firefox-esr', args, { stdio: 'ignore', env: { ...process.env, HOME: profile } })
  const portFile = join(profile, 'MarionetteActivePort')
  await until('the port of Firefox', () => existsSync(portFile) && readFileSync(portFile, 'utf8') !== '')
  const send = await connectMarionette(Number(readFileSync(portFile, 'utf8')))
  await send('WebDriver:NewSession', capabilities)
  return {
    profile,
    process: child,
    handle: named.parse(await send('WebDriver:GetWindowHandle')).value,
    send,
    close: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Firefox as a reader has it. */
export async function startFirefox(version: string, scripts: boolean): Promise<Client> {
  const { handle, send, close } = await launchFirefox({ 'javascript.enabled': scripts })
  return {
    name: `${version.replace(/^Mozilla |(?<=\d)\..*/g, '')} ${scripts ? 'with' : 'without'} JavaScript`,
    kind: 'firefox',
    scripts,
    open: async () => {
      await send('WebDriver:SwitchToWindow', { handle })
      return tabOf(send, opened.parse(await send('WebDriver:NewWindow', { type: 'tab' })).handle)
    },
    close,
  }
}

function tabOf(send: Marionette, handle: string): Tab {
  async function sendHere(command: string, parameters?: Record<string, unknown>): Promise<unknown> {
    await send('WebDriver:SwitchToWindow', { handle, focus: true })
    return send(command, parameters)
  }

  async function isAt(url: string): Promise<boolean> {
    return named.parse(await sendHere('WebDriver:GetCurrentURL')).value === url
  }

  /** When the document that is shown was asked for; null while it is not there. */
  async function loadTime(): Promise<number | null> {
    const script = 'return document.readyState === "complete" ? performance.timeOrigin : null'
    return timed.parse(await sendHere('WebDriver:ExecuteScript', { script, args: [] })).value
  }

  return {
    go: async url => void await sendHere('WebDriver:Navigate', { url }),
    click: async (selector, arrival) => {
      const { value } = element.parse(await sendHere('WebDriver:FindElement', { using: 'css selector', value: selector }))
      await send('WebDriver:ElementClick', { id: Object.values(value)[0] })
      if (arrival !== undefined) await until(`arrival at ${arrival}`, () => isAt(arrival))
    },
    // WebDriver's own reload goes past the cache, which readers seldom do.
    reload: async () => {
      const before = await loadTime()
      await send('Marionette:SetContext', { value: 'chrome' })
      await send('WebDriver:ExecuteScript', { script: 'gBrowser.reload()', args: [] })
      await send('Marionette:SetContext', { value: 'content' })
      await until('the reloaded page', async () => ![before, null].includes(await loadTime()))
    },
    back: async () => void await sendHere('WebDriver:Back'),
    forward: async () => void await sendHere('WebDriver:Forward'),
    run: async script => void await sendHere('WebDriver:ExecuteScript', { script, args: [] }),
    close: async () => void await sendHere('WebDriver:CloseWindow'),
  }
}
