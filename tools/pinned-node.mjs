/*
 * Runs when packages have been installed, and stops that unless the commands of this project will run on the Node that `package-lock.json`
 * pins by the hash of its bytes. npm says nothing when the bytes are others, and goes on without: to it a package for one platform is
 * optional (https://docs.npmjs.com/cli/v11/configuring-npm/package-json#optionaldependencies). In JavaScript, since any Node must run it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, linkSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const isWindows = process.platform === 'win32'
const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`
const pinned = optionalDependencies[name]

if (pinned !== undefined) {
  const bin = join(root, 'node_modules/.bin')
  const [program, command] = [join(root, 'node_modules', name, 'bin', 'node'), join(bin, 'node')].map(path => isWindows ? `${path}.exe` : path)
  if (existsSync(program) && !existsSync(command)) link(program, command, bin)
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' })
  if (stdout?.trim() !== `v${pinned}`) fail(`${name} ${pinned} was not installed, or does not start here: it could not be had, or it is not, byte for byte, the one in package-lock.json. Run npm ci again; if this stays, trust no other copy of it.`)
}
else if (!/^v24\.(?:1[1-9]|[2-9]\d)\./.test(process.version)) {
  fail(`no Node is pinned for this system (${name}), and ${process.version} will not do: install Node 24, 24.11 or newer, from https://nodejs.org, then run npm ci again.`)
}

/** npm 10 takes the command away again, along with those of the packages for other platforms, which have it, too. */
function link(program, command, bin) {
  rmSync(command, { force: true })
  if (isWindows) linkSync(program, command)
  else symlinkSync(relative(bin, program), command)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
