// @module-tag more
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { localeCodes } from '../../../shared/locales.ts'
import { createRepository } from './translations/repository.ts'

const tool = join(import.meta.dirname, '../../../tools/preview.ts')

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('npm run preview', { timeout: 60_000 }, () => {
  it('says that nothing has changed', () => {
    expect(run('--changed', '--root', createRepository().root)).toEqual({ status: 0, stdout: 'Nothing on the site has changed.\n', stderr: '' })
  })

  it.each(localeCodes)('writes one valid page without script or request: %s', async (locale) => {
    const { root, edit } = createRepository()
    edit('content/fr/steps.md', 'premier', 'tout premier')
    edit('content/contacts/hotline-1.yml', '+380441234567', '+380441234576')
    edit('locales/en.json', 'Hello', 'Good day')
    const file = join(root, 'changes.html')
    expect(run('--changed', '--root', root, '--out', file, '--lang', locale)).toEqual({ status: 0, stdout: `${file}\n`, stderr: '2 files and 1 channels differ.\n' })
    const html = readFileSync(file, 'utf8')
    expect(html).toContain(`<html lang="${locale}">`)
    expect(html).toContain('<ins>tout </ins>premier')
    expect(html).toContain('+380 44 123 45 <mark>6</mark><mark>7</mark></span>')
    expect(html).toContain('+380 44 123 45 <mark>7</mark><mark>6</mark></span>')
    expect(html.match(/<h3><span lang="(?:ru|uk|fr|en)">/g), 'the four languages of a page and of the interface').toHaveLength(8)
    expect(html).not.toMatch(/<script|(?:src|href)="(?!data:)/)
    const { results } = await new HtmlValidate({ extends: ['html-validate:recommended'] }).validateString(html)
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual([])
  })

  it('shows nothing but the findings while the content has errors', () => {
    const { root, edit } = createRepository()
    edit('content/fr/steps.md', '(/fr)', '(/fr/nowhere)')
    const { status, stderr } = run('--changed', '--root', root, '--out', 'out.html')
    expect(stderr).toMatch(/the content has errors.*\n\n.*steps\.md:14:\d+ {2}there is no page \/fr\/nowhere/)
    expect(status).toBe(1)
    expect(existsSync(join(root, 'out.html'))).toBe(false)
  })

  it.each([
    [[], 'npm run preview -- --changed'],
    [['--changed', '--lang', 'de'], '“de” is no language of the site'],
    [['--changed', '--colour'], '--colour'],
    [['--changed', 'steps'], 'steps'],
  ])('explains what is wrong with %j', (args, message) => {
    expect(run(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) })
  })
})
