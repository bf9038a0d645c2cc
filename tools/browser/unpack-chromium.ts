import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflate } from '@sparticuz/chromium'

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
export async function unpackChromium(): Promise<UnpackedChromium> {
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
