import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plain } from '../content.ts'
import type { Client, Tab } from './reader.ts'

type TextBrowser = 'w3m' | 'lynx'

export const textBrowsers: readonly TextBrowser[] = ['w3m', 'lynx']

/** Enter follows the first link of a page; the second one of ours leads into the site, the first only to its text. */
const keys = {
  w3m: { link: '\r', innerLink: '\t\t\r', reload: 'R', back: 'B' },
  lynx: { link: '\r', innerLink: '\u001B[B\r', reload: '\u0012', back: '\u001B[D' },
} as const

/** How long the program may take to draw what it has received before it can take the next key, in milliseconds. */
const drawing = 400

/** The version of a text browser on the PATH. @returns undefined when it is not there, or `script`, which gives it a terminal */
export function textBrowserVersion(command: TextBrowser): string | undefined {
  if (spawnSync('script', ['--version']).error) return undefined
  const { error, stdout } = spawnSync(command, ['-version'], { encoding: 'utf8' })
  return error ? undefined : `${command} ${/\d+\.[\w.]+/.exec(stdout)?.[0] ?? ''}`
}

/**
 * A browser that shows text in a terminal, driven by its keys: what people use where nothing else runs, and how all browsers were
 * before they told where a request comes from. It does plain HTTP here, and finds the names of the tests through a proxy.
 */
export function textBrowser(command: TextBrowser, version: string, proxy: () => string): Client {
  const home = mkdtempSync(join(tmpdir(), 'text-browser-'))
  writeFileSync(join(home, 'lynx.cfg'), 'FORCE_COOKIE_PROMPT:no\n')
  return {
    name: version,
    kind: 'text',
    scripts: false,
    open: async () => terminalTab(command, {
      ...process.env, TERM: 'xterm', HOME: home, LYNX_CFG: join(home, 'lynx.cfg'), http_proxy: proxy(), no_proxy: '',
    }),
    close: async () => rmSync(home, { recursive: true, force: true }),
  }
}

function terminalTab(command: TextBrowser, env: NodeJS.ProcessEnv): Tab {
  let running: ChildProcess | undefined

  async function end() {
    if (!running || running.exitCode !== null) return
    const ended = once(running, 'exit')
    running.kill('SIGKILL')
    await ended
  }

  async function press(what: string) {
    running?.stdin?.write(what)
    await new Promise(resolve => setTimeout(resolve, drawing))
  }

  return {
    go: async (url) => {
      await end()
      const line = `stty rows 40 cols 100; exec ${command} ${url}`
      running = spawn('script', ['-qec', line, '/dev/null'], { stdio: ['pipe', 'ignore', 'ignore'], env })
      await press('')
    },
    click: selector => press(selector === '#link' ? keys[command].link : keys[command].innerLink),
    reload: () => press(keys[command].reload),
    back: () => press(keys[command].back),
    forward: () => Promise.reject(new Error(`${command} knows no way forward`)),
    run: () => Promise.reject(new Error(`${command} runs no script`)),
    close: end,
  }
}

/** How each browser that draws only text prints a page and ends. Wide, so that no line ends where a test looks. */
const commands = {
  w3m: ['-dump', '-cols', '200', '-O', 'UTF-8'],
  lynx: ['-dump', '-nolist', '-width=200', '-assume_charset=utf-8', '-display_charset=utf-8'],
} as const

/** Whether it is installed; Debian has each under its own name. */
export function isInstalled(browser: TextBrowser): boolean {
  return spawnSync(browser, ['-version']).error === undefined
}

/** What a text browser draws of an address or a file, with every run of white space as one space. */
export async function dump(browser: TextBrowser, address: string): Promise<string> {
  const drawing = spawn(browser, [...commands[browser], address], { env: { PATH: process.env.PATH, LANG: 'C.UTF-8' } })
  let text = ''
  drawing.stdout.setEncoding('utf8').on('data', (part: string) => text += part)
  await once(drawing, 'close')
  return plain(text)
}
