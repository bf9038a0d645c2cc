import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { message } from './content.ts'
import { builds, root } from './places.ts'
import { expect, test } from './site.ts'

const french = 'content/fr/steps.md'
const russian = 'content/ru/visits.md'
const channel = 'content/contacts/hotline-1.yml'

/** The project as it stands, committed to a repository of its own, with the built site: the state before needs no build then. */
function cloneProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-'))
  const git = (cwd: string, ...args: string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 })
  const files = git(root, 'ls-files', '--cached', '--others', '--exclude-standard', '-z').split('\0')
  for (const file of files.filter(file => file !== '' && existsSync(join(root, file)))) cpSync(join(root, file), join(folder, file))
  git(folder, 'init', '--quiet', '--initial-branch=main')
  git(folder, 'add', '--all')
  git(folder, '-c', 'user.name=Tester', '-c', 'user.email=tester@example.org', 'commit', '--quiet', '--message=begin')
  cpSync(join(root, builds.shipped), join(folder, '.output'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

function edit(file: string, change: (text: string) => string) {
  const text = readFileSync(file, 'utf8')
  const changed = change(text)
  if (changed === text) throw new Error(`nothing to change in ${file}`)
  writeFileSync(file, changed)
}

test.describe('a preview', () => {
  // It builds the site.
  test.setTimeout(900_000)

  test('shows a changed word and a changed digit, before and after, in pictures as wide as a phone', async ({ page }) => {
    const folder = cloneProject()
    const preview = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'tools/preview.ts'), '--changed', '--root', folder, ...args], { encoding: 'utf8' })
      expect(status, stderr).toBe(0)
      return stdout
    }
    try {
      expect(preview()).toBe('Nothing on the site has changed.\n')

      edit(join(folder, french), text => text.replace(/^Il y a deux étapes\./m, 'Il existe deux étapes.'))
      // The first paragraph: the other languages are behind then.
      edit(join(folder, russian), text => text.replace(/(\n---\n[\s\S]*?\n)(?=\p{Lu})/u, '$1НОВОЕ '))
      // The last two digits change places.
      edit(join(folder, channel), text => text.replace(/^(value: "\+\d+)(\d)(\d)"/m, '$1$3$2"'))
      const file = join(folder, 'preview.html')
      expect(preview('--out', file, '--lang', 'uk')).toBe(`${file}\n`)

      const html = readFileSync(file, 'utf8')
      expect(html).toContain('Il <del>y a</del><ins>existe</ins> deux étapes.')
      expect(html).not.toMatch(/<script|(?:src|href)="(?!data:)/)
      await page.setContent(html)
      await expect(page.locator('html')).toHaveAttribute('lang', 'uk')
      await expect(page.locator('.digits').first().locator('mark')).toHaveCount(2)
      await expect(page.locator('.digits').nth(1).locator('mark')).toHaveCount(2)

      const steps = page.locator('section', { has: page.getByRole('heading', { name: 'steps', exact: true }) })
      await expect(steps.locator('article')).toHaveCount(4)
      await expect(steps.locator('article', { hasText: '/fr/steps' }).locator('img')).toHaveCount(2)
      await expect(steps.locator('article', { hasText: '/ru/steps' }).locator('img')).toHaveCount(1)
      const visits = page.locator('article', { has: page.getByText('/fr/visits', { exact: true }) })
      await expect(visits.locator('ins').first()).toHaveText(`${message('fr', 'newer_version.exists')} Русский ‹/ru/visits›. ${message('fr', 'newer_version.behind')}`)
      // The number stands on the start page, too.
      await expect(page.locator('article', { has: page.locator('h3 code', { hasText: /^\/ru$/ }) }).locator('img')).toHaveCount(2)
      // What the files to keep weigh is no change, and the page of everything repeats the others.
      await expect(page.getByRole('heading', { name: /^(?:all|keep)$/ })).toHaveCount(0)
      await expect(page.locator('p', { hasText: 'повторюють показане вище' }).locator('code')).toHaveText(['/ru/all', '/uk/all', '/fr/all', '/en/all'])
      const widths = await page.locator('img').evaluateAll(images => images.map(image => image instanceof HTMLImageElement ? image.naturalWidth : 0))
      expect(new Set(widths)).toEqual(new Set([390]))
    }
    finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
