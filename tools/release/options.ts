import { parseArgs } from 'node:util'

export const usage = `Makes a static copy of the site with a manifest of its files.

npm run release -- [--out FOLDER] [--no-leaflets] [--sign KEYFILE]… [--password-file FILE] [--keys FILE]
npm run release -- --next

  --out FOLDER          where to (default release)
  --no-leaflets         leave out the printed leaflets, where there is no browser to print them
  --sign KEYFILE        sign the manifest with this secret key of minisign; may be given several times
  --password-file FILE  read the password of the key from here; - is standard input (default: ask on the terminal)
  --keys FILE           the known public keys (default release-keys.yml)
  --next                raise the number in content/release.yml and set the date of today, and do nothing else

More: docs/release.md.`

export type Options = { out: string, leaflets: boolean, sign: string[], passwordFile: string | undefined, keys: string | undefined, next: boolean, help: boolean }

/** @throws TypeError for arguments that do not exist */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      'out': { type: 'string', default: 'release' },
      'no-leaflets': { type: 'boolean', default: false },
      'sign': { type: 'string', multiple: true, default: [] },
      'password-file': { type: 'string' },
      'keys': { type: 'string' },
      'next': { type: 'boolean', default: false },
      'help': { type: 'boolean', default: false, short: 'h' },
    },
  })
  const { out, sign, keys, next, help } = values
  return { out, leaflets: !values['no-leaflets'], sign, keys, next, help, passwordFile: values['password-file'] }
}
