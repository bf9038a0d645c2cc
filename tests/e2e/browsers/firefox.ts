import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { until } from '../built-site.ts'
import type { Certificate } from '../worlds/front.ts'
import { names } from '../worlds/rule.ts'
import type { Client, Reader, Tab } from './reader.ts'

/** Sends one command and gives its result. @throws Error with Firefox's words */
type Marionette = (command: string, parameters?: Record<string, unknown>) => Promise<unknown>

const answer = z.tuple([z.literal(1), z.int(), z.object({ error: z.string(), message: z.string() }).nullable(), z.unknown()])

/**
 * Connects to the remote control that is built into Firefox: WebDriver's commands as JSON over TCP, each message with its length in
 * bytes and a colon before it.
 *
 * Protocol: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const waiting = new Map<number, (message: z.output<typeof answer>) => void>()
  let received = Buffer.alloc(0)
  let lastId = 0

  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    for (let message = takeMessage(); message !== undefined; message = takeMessage()) {
      const parsed = answer.safeParse(message)
      // The first message is a greeting.
      if (parsed.success) waiting.get(parsed.data[1])?.(parsed.data)
    }
  })
  // Firefox has ended: whoever still waits for an answer runs into the limit of the test.
  socket.on('error', () => {})

  function takeMessage(): unknown {
    const colon = received.indexOf(':')
    const end = colon + 1 + Number(received.subarray(0, colon))
    if (colon < 0 || received.length < end) return undefined
    const message: unknown = JSON.parse(received.subarray(colon + 1, end).toString())
    received = received.subarray(end)
    return message
  }

  return async (command, parameters = {}) => {
    const id = ++lastId
    const message = JSON.stringify([0, id, command, parameters])
    const answered = new Promise<z.output<typeof answer>>(resolve => waiting.set(id, resolve))
    socket.write(`${Buffer.byteLength(message)}:${message}`)
    const [, , error, result] = await answered
    waiting.delete(id)
    if (error) throw new Error(`Firefox: ${command}: ${error.error}: ${error.message}`)
    return result
  }
}

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

const text = z.object({ value: z.string().nullable() })

/** WebDriver's name for the Enter key. */
const enter = '\uE007'

/** The Firefox on the PATH, driven through the remote control that is built in. */
export async function openFirefox(certificates: readonly Certificate[], scripts = false): Promise<Reader> {
  const { profile, send, process: child } = await launchFirefox({
    'javascript.enabled': scripts,
    // Not `network.dns.localDomains`, which would put the names that are looked for into the profile.
    'network.dns.forceResolve': '127.0.0.1',
  }, { acceptInsecureCerts: false })
  for (const certificate of certificates) {
    const authority = certificate.authority.toString().replace(/-----.*-----|\s/g, '')
    await askBrowser(`Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB).addCertFromBase64('${authority}', 'CT,,')`)
  }

  /** Runs a statement with the rights of the browser itself, and waits for it. */
  async function askBrowser(script: string): Promise<string> {
    await send('Marionette:SetContext', { value: 'chrome' })
    const answer = text.parse(await send('WebDriver:ExecuteScript', { script: `return (async () => String(await ${script}))()`, args: [] }))
    await send('Marionette:SetContext', { value: 'content' })
    return answer.value ?? ''
  }

  /** The remote control may run scripts though the pages may not. Empty while one page gives way to another. */
  async function ask(script: string): Promise<string> {
    return text.parse(await send('WebDriver:ExecuteScript', { script: `return String(${script})`, args: [] })).value ?? ''
  }

  async function find(selector: string): Promise<Record<string, string>> {
    return element.parse(await send('WebDriver:FindElement', { using: 'css selector', value: selector })).value
  }

  async function arriveAt(url: string) {
    await until(`arrival at ${url}`, async () => text.parse(await send('WebDriver:GetCurrentURL')).value === url && await askBrowser('gBrowser.selectedBrowser.webProgress.isLoadingDocument') === 'false')
  }

  async function point(actions: Record<string, unknown>[]) {
    await send('WebDriver:PerformActions', { actions: [{ type: 'pointer', id: 'mouse', actions }] })
  }

  return {
    profile,
    go: async url => void await send('WebDriver:Navigate', { url }),
    click: async (selector, arrival) => {
      await send('WebDriver:ElementClick', { id: Object.values(await find(selector))[0] })
      if (arrival !== undefined) await arriveAt(arrival)
    },
    back: async (arrival) => {
      await send('WebDriver:Back')
      if (arrival !== undefined) await arriveAt(arrival)
    },
    reload: async () => void await send('WebDriver:Refresh'),
    hold: async () => {
      await point([{ type: 'pointerMove', x: 0, y: 0, origin: await find('#exit') }, { type: 'pointerDown', button: 0 }])
      return await ask('getComputedStyle(document.querySelector("main")).visibility') === 'visible'
    },
    lift: () => point([{ type: 'pointerUp', button: 0 }]),
    pressKey: async () => void await send('WebDriver:ElementSendKeys', { id: Object.values(await find('#exit'))[0], text: enter }),
    closeTab: async () => {
      const { handle } = opened.parse(await send('WebDriver:NewWindow', { type: 'tab' }))
      await send('WebDriver:CloseWindow')
      await send('WebDriver:SwitchToWindow', { handle })
    },
    deleteLastHour: async (what) => {
      await askBrowser(`(async () => {
        const { Sanitizer } = ChromeUtils.importESModule('resource:///modules/Sanitizer.sys.mjs')
        const ticked = Services.prefs.getBranch('privacy.clearHistory.')
        const items = ticked.getChildList('').filter(name => name in Sanitizer.items && ticked.getBoolPref(name))
        await Sanitizer.sanitize(items.filter(name => ${JSON.stringify(what)} === 'all' || /history/i.test(name)), {
          ignoreTimespan: false, range: [Date.now() * 1000 - 3600e6, Date.now() * 1000 + 60e6],
        })
      })()`)
    },
    reopen: async () => {
      const again = await launchFirefox({}, { acceptInsecureCerts: false }, profile)
      const ended = once(again.process, 'exit')
      await again.send('Marionette:Quit', { flags: ['eAttemptQuit'] })
      await ended
    },
    picture: async () => Buffer.from(text.parse(await send('WebDriver:TakeScreenshot', { full: false })).value ?? '', 'base64'),
    title: () => askBrowser('gBrowser.selectedBrowser.contentTitle'),
    quit: async () => {
      const ended = once(child, 'exit')
      await send('Marionette:Quit', { flags: ['eAttemptQuit'] })
      await ended
    },
    kill: async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
