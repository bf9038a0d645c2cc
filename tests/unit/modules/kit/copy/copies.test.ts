import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeCopies } from '../../../../../modules/kit/copy/copies.ts'
import { localeCodes } from '../../../../../shared/locales.ts'
import { pagePath } from '../../../../../shared/paths.ts'

const root = join(import.meta.dirname, '../../../../..')

it('leads to pages of its own language alone: the newer version of a page that is behind stays a name', () => {
  const published = mkdtempSync(join(tmpdir(), 'published-'))
  onTestFinished(() => rmSync(published, { recursive: true }))
  for (const locale of localeCodes) {
    for (const page of ['index', 'steps']) {
      const folder = join(published, pagePath(locale, page))
      mkdirSync(folder, { recursive: true })
      const body = `<p><a href="/${locale}/steps">own</a> <a href="/uk/steps" lang="uk">Українська</a></p>`
      writeFileSync(join(folder, 'index.html'), `<style>p{}</style><article><h1>${page}</h1>${body}</article><footer>foot</footer>`)
    }
  }
  const copies = makeCopies(root, published, ['index', 'steps'])
  expect([...copies.keys()]).toEqual(['info-ru.html', 'info-uk.html', 'info-fr.html', 'info-en.html', 'info.html'])
  expect(copies.get('info-fr.html')).toContain('<p><a href="#fr-steps">own</a> Українська</p>')
  expect(copies.get('info-uk.html')).toContain('<p><a href="#uk-steps">own</a> <a href="#uk-steps">Українська</a></p>')
})
