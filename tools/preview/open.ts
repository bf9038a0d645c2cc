import { spawn } from 'node:child_process'

/** How each system opens a file with the program that is meant for it. */
const openers: Partial<Record<NodeJS.Platform, { command: string, args: string[] }>> = {
  darwin: { command: 'open', args: [] },
  win32: { command: 'explorer.exe', args: [] },
  linux: { command: 'xdg-open', args: [] },
}

/**
 * Opens a file where there is a desktop.
 *
 * @returns false where there is none: the caller then names the file
 */
export async function openFile(file: string, { DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const opener = openers[process.platform]
  if (!opener || (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)) return false
  return new Promise((resolve) => {
    const child = spawn(opener.command, [...opener.args, file], { detached: true, stdio: 'ignore' })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
