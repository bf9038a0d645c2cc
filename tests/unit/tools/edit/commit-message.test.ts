import { describe, expect, it } from 'vitest'
import { branchName, commitMessage } from '../../../../tools/edit/commit-message.ts'
import type { ChangedFile } from '../../../../tools/edit/changed-files.ts'

const changed = (...paths: string[]): ChangedFile[] => paths.map(path => ({ path, how: 'changed' }))

describe('commitMessage', () => {
  it('names pages with their languages', () => {
    expect(commitMessage(changed('content/fr/steps.md'))).toBe('content: change steps (fr)\n')
    expect(commitMessage(changed('content/en/steps.md', 'content/ru/steps.md', 'content/contacts/bot.yml')))
      .toBe('content: change steps (ru, en), contacts/bot\n\n- change steps (ru, en)\n- change contacts/bot\n')
  })

  it('tells new from changed and removed', () => {
    const files: ChangedFile[] = [{ path: 'content/menu.yml', how: 'changed' }, { path: 'content/ru/about.md', how: 'added' }, { path: 'content/uk/old.md', how: 'removed' }]
    expect(commitMessage(files)).toMatch(/^content: add about \(ru\), change menu, remove old \(uk\)\n/)
  })

  it('has the scope i18n for interface texts alone', () => {
    expect(commitMessage(changed('locales/ru.json', 'locales/fr.json'))).toBe('i18n: change interface (ru, fr)\n')
  })

  it('keeps its first line short', () => {
    const many = changed(...['a', 'b', 'c', 'd', 'e', 'f'].map(name => `content/ru/${name}-a-long-name.md`))
    const [subject, empty, ...list] = commitMessage(many).trimEnd().split('\n')
    expect(subject).toBe('content: change 6 things')
    expect(empty).toBe('')
    expect(list).toHaveLength(6)
  })
})

it('branchName says when and what', () => {
  expect(branchName(changed('content/contacts/bot.yml'), new Date('2026-11-24T09:08:07Z'))).toBe('edit/20261124-090807-contacts-bot')
})
