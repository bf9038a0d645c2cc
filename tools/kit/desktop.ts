import { spawn } from 'node:child_process'

/** What opens files and addresses with the program that is meant for them; on other systems it is `xdg-open`. */
const openers: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  // `start` is a word of cmd, which takes `&` for the end of a command; explorer does not take every address.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/**
 * Opens a file or an address where there is a desktop.
 *
 * @returns false where there is none: the caller then names it
 */
export async function openOnDesktop(target: string, { DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const own = openers[process.platform]
  if (!own && !DISPLAY && !WAYLAND_DISPLAY) return false
  const [command, ...args] = own ?? ['xdg-open']
  return new Promise((resolve) => {
    const child = spawn(command, [...args, target], { detached: true, stdio: 'ignore' })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
