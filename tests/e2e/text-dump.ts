import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

/** How each browser that draws only text prints a page and ends. Wide, so that no line ends where a test looks. */
const commands = {
  w3m: ['-dump', '-cols', '200', '-O', 'UTF-8'],
  lynx: ['-dump', '-nolist', '-width=200', '-assume_charset=utf-8', '-display_charset=utf-8'],
} as const

export type TextBrowser = keyof typeof commands

export const textBrowsers: readonly TextBrowser[] = ['w3m', 'lynx']

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

/** A text with every run of white space as one space. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ')
}
