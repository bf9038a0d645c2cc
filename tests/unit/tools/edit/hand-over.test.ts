import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { ChangedFile } from '../../../../editor/protocol.ts'
import { branchName, commitMessage, handOver } from '../../../../tools/edit/hand-over.ts'
import { createSandbox } from '../check/sandbox.ts'

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

const now = new Date('2026-11-24T09:08:07Z')
const inOrder = () => Promise.resolve({ errors: 0, warnings: 1, findings: [] })
const wrong = () => Promise.resolve({ errors: 1, warnings: 0, findings: [] })

describe('handOver', () => {
  it('commits what editors changed on a branch of its own, and leaves the rest alone', async () => {
    const { root, edit, write, git } = repository()
    edit('content/fr/steps.md', 'title: "', 'title: "Nouveau ')
    write('content/contacts/new.yml', 'key: "new"\n')
    write('pages/index.vue', 'changed')
    git('add', 'pages/index.vue')
    const outcome = await handOver(root, inOrder, now)
    expect(outcome).toMatchObject({ done: true, branch: 'edit/20261124-090807-contacts-new' })
    expect(git('log', '-1', '--format=%s')).toBe('content: add contacts/new, change steps (fr)\n')
    expect(git('show', '--name-only', '--format=')).toBe('content/contacts/new.yml\ncontent/fr/steps.md\n')
    expect(git('status', '--porcelain')).toBe('M  pages/index.vue\n')
  })

  it('goes on where the last one ended', async () => {
    const { root, edit, git } = repository()
    edit('content/fr/steps.md', 'title: "', 'title: "Nouveau ')
    await handOver(root, inOrder, now)
    edit('content/fr/steps.md', 'Nouveau', 'Encore')
    expect(await handOver(root, inOrder, new Date('2026-11-25T00:00:00Z'))).toMatchObject({ done: true, branch: 'edit/20261124-090807-steps' })
    expect(git('rev-list', '--count', 'main..HEAD')).toBe('2\n')
  })

  it('refuses while there are errors, and when nothing has changed', async () => {
    const { root, edit, git } = repository()
    expect(await handOver(root, inOrder, now)).toEqual({ done: false, why: 'nothing' })
    edit('content/fr/steps.md', 'title: "', 'title: "Nouveau ')
    expect(await handOver(root, wrong, now)).toEqual({ done: false, why: 'errors' })
    expect(git('branch', '--show-current')).toBe('main\n')
    expect(git('rev-list', '--count', 'HEAD')).toBe('1\n')
  })
})

function repository() {
  const sandbox = createSandbox()
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: sandbox.root, encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch', 'main')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@example.org')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'content: begin')
  return { ...sandbox, git }
}
