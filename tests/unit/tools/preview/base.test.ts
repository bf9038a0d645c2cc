import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBase, withCommit } from '../../../../tools/preview/base.ts'
import { preview } from '../../../../tools/preview/preview.ts'
import { createSandbox } from '../check/sandbox.ts'
import { createRepository } from '../translations/repository.ts'

const page = 'content/fr/steps.md'

/** A branch with one commit of its own, while the main branch has gone on. */
function createBranch() {
  const repository = createRepository()
  const { git, edit, commit } = repository
  const start = git(['rev-parse', 'HEAD']).trim()
  git(['switch', '--quiet', '--create=work'])
  edit(page, 'premier', 'tout premier')
  commit('work')
  git(['switch', '--quiet', 'main'])
  edit('content/fr/index.md', 'Une phrase.', 'Une autre phrase.')
  commit('go on')
  git(['switch', '--quiet', 'work'])
  return { ...repository, start }
}

describe('findBase', { timeout: 60_000 }, () => {
  it('is where the branch left the main branch', () => {
    const { root, start } = createBranch()
    expect(findBase(root, undefined)).toBe(start)
  })

  it('is the commit that is asked for', () => {
    const { root, git } = createBranch()
    expect(findBase(root, 'main')).toBe(git(['rev-parse', 'main']).trim())
  })

  it.each(['nowhere', '--all', 'HEAD~40'])('explains that there is no commit %s', (from) => {
    expect(() => findBase(createRepository().root, from)).toThrow(`git knows no commit “${from}”`)
  })

  it('explains what is missing', () => {
    expect(() => findBase(createSandbox().root, undefined)).toThrow('this folder is no git repository')
    const { root, git } = createRepository()
    expect(() => findBase(join(root, 'content'), undefined)).toThrow('not the top folder')
    git(['branch', '--move', 'main', 'trunk'])
    expect(() => findBase(root, undefined)).toThrow('name a commit or a branch with --from')
  })
})

describe('withCommit', { timeout: 60_000 }, () => {
  it('lends the files of a commit with the installed packages, and leaves nothing behind', async () => {
    const { root, git, edit, start } = createBranch()
    mkdirSync(join(root, 'node_modules'))
    edit(page, 'second', 'dernier')
    const lent = await withCommit(root, start, (folder) => {
      expect(readFileSync(join(folder, page), 'utf8')).toContain('- premier')
      expect(existsSync(join(folder, 'node_modules'))).toBe(true)
      return Promise.resolve(folder)
    })
    expect(existsSync(lent)).toBe(false)
    expect(existsSync(join(root, 'node_modules'))).toBe(true)
    expect(git(['worktree', 'list']).trim().split('\n')).toHaveLength(1)
    expect(readFileSync(join(root, page), 'utf8')).toContain('dernier')
  })

  it('leaves nothing behind when its use fails', async () => {
    const { root, git, start } = createBranch()
    await expect(withCommit(root, start, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(git(['worktree', 'list']).trim().split('\n')).toHaveLength(1)
  })
})

describe('preview', { timeout: 60_000 }, () => {
  it('shows nothing but the findings while the content has errors', async () => {
    const { root, edit } = createRepository()
    edit(page, '(/fr)', '(/fr/nowhere)')
    await expect(preview(root, { from: undefined, out: 'out.html', language: 'en' })).rejects.toThrow(/the content has errors.*\n\n.*steps\.md:14:\d+ {2}there is no page \/fr\/nowhere/)
    expect(existsSync(join(root, 'out.html'))).toBe(false)
  })
})
