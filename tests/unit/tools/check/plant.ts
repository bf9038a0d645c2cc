import type { Rule } from '../../../../shared/content/rules.ts'
import type { Finding } from '../../../../shared/content/finding.ts'
import { checkFolder, type CheckOptions } from '../../../../tools/check/check.ts'
import { makeKeyPair } from '../release/key-pair.ts'
import { createOutputSandbox } from './output-sandbox.ts'
import { createSandbox, today } from './sandbox.ts'

/**
 * A change of a right project. `from` becomes `to` in the file (`*`: in that of every locale); without `from` the file is written anew;
 * without `to` it is removed.
 */
export type Plant = { rule: Rule, what: string, file: string, from?: string, to?: string, options?: CheckOptions }

/** A change that a rule has to find at `line` of the file, or of the file `at`. */
export type Fault = Plant & { line: number, at?: string }

/** Makes the change in a sandbox and checks it. */
export async function checkPlant({ rule, file, from, to, options = {} }: Plant): Promise<Finding[]> {
  const { root, editAll, write, remove, check } = options.built !== undefined ? createOutputSandbox() : options.release ? createProven() : createSandbox()
  if (to === undefined) remove(file)
  else if (from === undefined) write(file, to)
  else editAll(file, from, to)
  return rule === 'spelling' ? checkFolder(root, { today, ...options }) : check(options)
}

/** A sandbox that could be released. */
function createProven() {
  const sandbox = createSandbox()
  sandbox.edit('content/publisher.yml', 'name: null', 'name: { ru: "Мы", uk: "Ми", fr: "Nous", en: "We" }')
  sandbox.edit('content/publisher.yml', 'security: null', 'security: { contact: "https://report.example/" }')
  sandbox.write('release-keys.yml', `threshold: 1\nkeys: [{ key: "${makeKeyPair().publicKey}", since: "2026-11-20" }]\n`)
  return sandbox
}
