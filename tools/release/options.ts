import { readArguments } from '../report/read-arguments.ts'
import { UsageError } from '../report/usage-error.ts'
import { releaseFolder } from './last-release.ts'

export const usage = `Makes a static copy of the site with a manifest of its files.

npm run release -- [--out FOLDER] [--last FOLDER|FILE | --first] [--no-leaflets] [--uncommitted]
               [--sign KEYFILE… [--password-file FILE] [--unconfirmed]] [--keys FILE]
npm run release -- --next

  --out FOLDER          where to (default release)
  --last FOLDER|FILE    the release to compare the contact channels with (default: the last signed one at hand)
  --first               no release was ever signed: there is nothing to compare with
  --no-leaflets         leave out the printed leaflets, where there is no browser to print them
  --uncommitted         build what is here, though there are changes that no commit has; it cannot be signed
  --sign KEYFILE        sign the manifest with this secret key of minisign; may be given several times
  --password-file FILE  read the password of the key from here; - is standard input (default: ask on the terminal)
  --unconfirmed         sign though nobody has confirmed some channels lately: the copy shows them so, without a link
  --keys FILE           the known public keys (default release-keys.yml)
  --next                raise the number in content/release.yml and set the date of today, and do nothing else

More: docs/release.md.`

export type Options = { out: string, leaflets: boolean, uncommitted: boolean, sign: string[], unconfirmed: boolean, last: string | undefined, first: boolean, passwordFile: string | undefined, keys: string | undefined, next: boolean, help: boolean }

/** @throws UsageError for arguments that do not exist */
export function parseOptions(args: string[]): Options {
  const { values } = readArguments({
    args,
    options: {
      'out': { type: 'string', default: releaseFolder },
      'no-leaflets': { type: 'boolean', default: false },
      'uncommitted': { type: 'boolean', default: false },
      'sign': { type: 'string', multiple: true, default: [] },
      'unconfirmed': { type: 'boolean', default: false },
      'last': { type: 'string' },
      'first': { type: 'boolean', default: false },
      'password-file': { type: 'string' },
      'keys': { type: 'string' },
      'next': { type: 'boolean', default: false },
      'help': { type: 'boolean', default: false, short: 'h' },
    },
  })
  const { out, uncommitted, sign, unconfirmed, last, first, keys, next, help } = values
  if (first && last !== undefined) throw new UsageError('--first says that there is no earlier release, --last names one')
  return { out, leaflets: !values['no-leaflets'], uncommitted, sign, unconfirmed, last, first, keys, next, help, passwordFile: values['password-file'] }
}
