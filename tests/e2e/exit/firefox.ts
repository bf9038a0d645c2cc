import { once } from 'node:events'
import { z } from 'zod'
import { launchFirefox } from '../rule/firefox.ts'
import { until } from '../rule/tab.ts'
import type { Reader } from './reader.ts'

const text = z.object({ value: z.string().nullable() })
const found = z.object({ value: z.record(z.string(), z.string()) })

/** WebDriver's name for the Enter key. */
const enter = '\uE007'

/** The Firefox on the PATH, driven through the remote control that is built in. */
export async function openFirefox(): Promise<Reader> {
  const { profile, send, process: child } = await launchFirefox({ 'javascript.enabled': false })

  /** The remote control may run scripts though the pages may not. Empty while one page gives way to another. */
  async function ask(script: string): Promise<string> {
    return text.parse(await send('WebDriver:ExecuteScript', { script: `return String(${script})`, args: [] })).value ?? ''
  }

  async function find(selector: string): Promise<Record<string, string>> {
    return found.parse(await send('WebDriver:FindElement', { using: 'css selector', value: selector })).value
  }

  async function arriveAt(url: string) {
    await until(`arrival at ${url}`, async () => text.parse(await send('WebDriver:GetCurrentURL')).value === url && await ask('document.readyState') === 'complete')
  }

  async function point(actions: Record<string, unknown>[]) {
    await send('WebDriver:PerformActions', { actions: [{ type: 'pointer', id: 'mouse', actions }] })
  }

  return {
    profile,
    go: async url => void await send('WebDriver:Navigate', { url }),
    click: async (selector, arrival) => {
      await send('WebDriver:ElementClick', { id: Object.values(await find(selector))[0] })
      await arriveAt(arrival)
    },
    back: async (arrival) => {
      await send('WebDriver:Back')
      await arriveAt(arrival)
    },
    reload: async () => void await send('WebDriver:Refresh'),
    hold: async () => {
      await point([{ type: 'pointerMove', x: 0, y: 0, origin: await find('#exit') }, { type: 'pointerDown', button: 0 }])
      return await ask('getComputedStyle(document.querySelector("main")).visibility') === 'visible'
    },
    lift: () => point([{ type: 'pointerUp', button: 0 }]),
    pressKey: async () => void await send('WebDriver:ElementSendKeys', { id: Object.values(await find('#exit'))[0], text: enter }),
    picture: async () => Buffer.from(text.parse(await send('WebDriver:TakeScreenshot', { full: false })).value ?? '', 'base64'),
    title: () => ask('document.title'),
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
