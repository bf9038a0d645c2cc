import { spawn } from 'node:child_process'

/** How each system opens an address in the usual browser. */
const openers: Partial<Record<NodeJS.Platform, [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** Opens an address in the usual browser; where none opens, the person has the address on the screen. */
export function openBrowser(address: string): void {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open']
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true })
  child.on('error', () => console.log('Open this address in your browser.'))
  child.unref()
}
