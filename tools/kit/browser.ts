import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type LaunchOptions } from '@playwright/test'
import { inflate } from '@sparticuz/chromium'

export interface Browser {
  /** What it is and where it comes from, on one line. */
  name: string
  /** Whether it is the one that comes with npm: a headless shell, which keeps no page for the way back. */
  pinned: boolean
  launch: Pick<LaunchOptions, 'executablePath' | 'args' | 'env'>
}

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Finds a Chromium: the system's, else Playwright's own if somebody installed it, else the one that comes with npm
 * (`@sparticuz/chromium`, Linux on x64), which needs nothing of the system but the C and C++ libraries.
 *
 * On Linux all of them draw with the font that comes with the last and with no other, so that a page has the same
 * measures on every machine; one without any font would draw no glyph at all. It is Open Sans, wider than most phones' fonts.
 *
 * @throws Error with what to do when there is none that starts
 */
export async function findBrowser(): Promise<Browser> {
  const bundled = process.platform === 'linux' ? await unpackChromium() : undefined
  const installed = [
    ...commands.flatMap(findOnPath).map(path => ({ path, origin: 'found on the PATH', env: {}, pinned: false })),
    { path: chromium.executablePath(), origin: 'installed by Playwright', env: {}, pinned: false },
  ]
  const ours = bundled ? [{ path: bundled.executable, origin: 'from @sparticuz/chromium', env: { LD_LIBRARY_PATH: bundled.libraries }, pinned: true }] : []
  for (const { path, origin, env, pinned } of [...installed, ...ours]) {
    const version = versionOf(path, env)
    if (version === undefined) continue
    return {
      name: `${version}, ${origin} (${path})`,
      pinned,
      launch: {
        executablePath: path,
        // Without a window it calls itself HeadlessChrome, which is a robot's name to the counter.
        args: [`--user-agent=${userAgent(version)}`],
        env: { ...definedEnv(), ...env, ...bundled && { FONTCONFIG_FILE: bundled.fontConfig } },
      },
    }
  }
  throw new Error('no Chromium that starts: install one (apt-get install chromium), or run npx playwright install chromium')
}

function findOnPath(command: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, command)).filter(path => existsSync(path)).slice(0, 1)
}

/** Undefined when it is not there or does not start: a library is missing, or it only says how to install the real one. */
function versionOf(path: string, env: Record<string, string>): string | undefined {
  if (!existsSync(path)) return undefined
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', env: { ...process.env, ...env } })
  return status === 0 ? /^.*\d+\.\d+\.\d+\.\d+/m.exec(stdout)?.[0] : undefined
}

/** What a Chromium with a window calls itself: the major version only, since 2022. */
function userAgent(version: string): string {
  const [major = '150'] = /\d+(?=\.)/.exec(version) ?? []
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]))
}

const root = join(import.meta.dirname, '../..')

/** Where unpacked browsers are kept between runs. */
const cacheFolder = join(root, 'node_modules/.cache/e2e')

interface UnpackedChromium {
  executable: string
  /** The folder of the libraries that a system without a desktop lacks: NSS, NSPR, Expat. */
  libraries: string
  /** A fontconfig file that knows the bundled font only. */
  fontConfig: string
}

const packageFolder = join(root, 'node_modules/@sparticuz/chromium')

/**
 * Unpacks the Chromium of `@sparticuz/chromium` once, 230 MB, and gives where its parts are. The package itself unpacks the
 * libraries only when it believes to be in a cloud function, and everything into the common temporary folder.
 */
async function unpackChromium(): Promise<UnpackedChromium> {
  const folder = join(cacheFolder, `chromium-${packageVersion()}`)
  if (!existsSync(folder)) await unpackInto(folder)
  return {
    executable: join(folder, 'chromium'),
    libraries: join(folder, 'al2023/lib'),
    fontConfig: join(folder, 'fonts.conf'),
  }
}

async function unpackInto(folder: string) {
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  const before = process.env.TMPDIR
  // `inflate` takes no target: it writes into the temporary folder.
  process.env.TMPDIR = unfinished
  try {
    const parts = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']
    for (const part of parts) await inflate(join(packageFolder, 'bin', part))
  }
  finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  // Written for its owner alone; who installs is not always who runs.
  chmodSync(join(unfinished, 'chromium'), 0o755)
  writeFileSync(join(unfinished, 'fonts.conf'), fontConfig(folder))
  try {
    renameSync(unfinished, folder)
  }
  catch (error) {
    // Somebody else was faster.
    rmSync(unfinished, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}

function fontConfig(folder: string): string {
  const path = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path}/fonts</dir>
  <cachedir>${path}/fonts-cache</cachedir>
</fontconfig>
`
}

function packageVersion(): string {
  return /"version": "([^"]+)"/.exec(readFileSync(join(packageFolder, 'package.json'), 'utf8'))?.[1] ?? 'unknown'
}
