// Checks the content, builds the site into .output and checks what came out. Arguments are passed on to `nuxt build`.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inputsDigest } from './kit/build.ts'

const root = join(import.meta.dirname, '..')
const digest = inputsDigest(root)

run(process.execPath, [join(root, 'tools/check.ts')])
run(process.execPath, [join(root, 'node_modules/nuxt/bin/nuxt.mjs'), 'build', ...process.argv.slice(2)])
run(process.execPath, [join(root, 'tools/check.ts'), '--built'])
writeFileSync(join(root, '.output/inputs.sha256'), `${digest}\n`)

function run(command: string, args: string[]) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
