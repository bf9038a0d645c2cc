import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Finding } from '../../../../shared/content/finding.ts'
import { localeCodes } from '../../../../shared/locales.ts'
import { check, type CheckOptions } from '../../../../tools/check/check.ts'
import { checkLastRelease } from '../../../../tools/release/review.ts'

/** The day of all tests: every channel of the fixture is confirmed then. */
export const today = '2026-11-24'

const messages = {
  ru: { hello: 'Привет, {name}', days: '{count} день | {count} дня | {count} дней' },
  uk: { hello: 'Вітаю, {name}', days: '{count} день | {count} дні | {count} днів' },
  fr: { hello: 'Bonjour, {name}', days: '{count} jour | {count} jours' },
  en: { hello: 'Hello, {name}', days: '{count} day | {count} days' },
}

/** A project of its own in a temporary folder: the fixture content, messages in use and empty components. It is gone after the test. */
export function createSandbox() {
  const root = mkdtempSync(join(tmpdir(), 'check-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  cpSync(join(import.meta.dirname, '../../../fixtures/content'), join(root, 'content'), { recursive: true })
  for (const locale of localeCodes) write(`locales/${locale}.json`, `${JSON.stringify(messages[locale], null, 2)}\n`)
  for (const name of ['Amount', 'Channel', 'Notice', 'Only', 'QuickContact']) write(`components/content/${name}.vue`, '<template><slot /></template>\n')
  write('release-keys.yml', 'threshold: 1\nkeys: []\n')
  write('pages/index.vue', '<template>{{ t(\'hello\') }} {{ t("days") }}</template>\n')
  return { root, write, remove, edit, editAll, check: checkSandbox }

  /** As `npm run check` does, without spelling. `last`: the release to compare with. */
  function checkSandbox({ last, ...options }: CheckOptions & { last?: string } = {}): Finding[] {
    return check(root, { today, ...options, others: options.release ? content => checkLastRelease(root, content, last) : undefined })
  }

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }

  function remove(file: string): void {
    rmSync(join(root, file), { recursive: true })
  }

  /** @throws Error when the text to replace is not there, so that no test passes for nothing */
  function edit(file: string, from: string, to: string): void {
    const text = readFileSync(join(root, file), 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`)
    write(file, text.replace(from, () => to))
  }

  /** The same in a file of every locale: `*` in the path stands for the locale. */
  function editAll(file: string, from: string, to: string): void {
    for (const locale of file.includes('*') ? localeCodes : [file]) edit(file.replace('*', locale), from, to)
  }
}

/** File, line and rule of each finding, as one line each. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`)
}
