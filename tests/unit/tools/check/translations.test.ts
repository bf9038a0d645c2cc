import { describe, expect, it } from 'vitest'
import { formatRecord, recordFile } from '../../../../shared/content/translations.ts'
import { checkBehind } from '../../../../tools/check/translations.ts'
import { createRepository } from '../translations/repository.ts'

describe('a page that is behind', { timeout: 60_000 }, () => {
  it('stops a release, in each language that follows, until they are compared, and nothing else', () => {
    const { edit, check } = createRepository()
    const behind = (release: boolean) => check({ release }).filter(({ rule }) => rule === 'translation-behind').map(({ file }) => file)
    expect(behind(true)).toEqual([])
    edit('content/ru/steps.md', 'с рабочего', 'со служебного')
    expect(behind(true)).toEqual(['content/en/steps.md', 'content/fr/steps.md', 'content/uk/steps.md'])
    expect(behind(false)).toEqual([])
  })

  it('does not stop it where nobody’s safety depends on the page', () => {
    const { root, write } = createRepository()
    for (const [locale, text] of [['ru', 'Новое'], ['fr', 'Ancien']]) write(`content/${locale}/project.md`, `${text}\n`)
    write(recordFile('project'), formatRecord({ fr: { source: 'ru', on: '2026-11-20', by: 'Claire', source_blocks: [], own_blocks: [] } }))
    expect(checkBehind(root)).toEqual([])
  })
})
