import { once } from 'node:events'
import { z } from 'zod'
import type { Certificate } from '../rule/certificate.ts'
import { launchFirefox } from '../rule/firefox.ts'
import { until } from '../rule/tab.ts'
import type { Reader } from './reader.ts'

const text = z.object({ value: z.string().nullable() })
const opened = z.object({ handle: z.string() })
const found = z.object({ value: z.record(z.string(), z.string()) })

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
    return found.parse(await send('WebDriver:FindElement', { using: 'css selector', value: selector })).value
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
