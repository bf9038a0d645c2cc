import { expect, it } from 'vitest'
import { commitToBuild } from '../../../../tools/release/commit.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { createRepository } from '../translations/repository.ts'

it('builds what is committed, anything else only on request, and signs nothing else', () => {
  const { root, git, write } = createRepository()
  const signed = { isSigned: true, uncommitted: true }
  const plain = { isSigned: false, uncommitted: false }
  expect(commitToBuild(root, plain)).toBe(git(['rev-parse', 'HEAD']).trim())
  expect(commitToBuild(root, signed)).toBe(git(['rev-parse', 'HEAD']).trim())

  write('content/new.txt', 'x')
  expect(() => commitToBuild(root, plain)).toThrow('there are changes that no commit has: commit them first, or try out what is here with --uncommitted')
  expect(commitToBuild(root, { isSigned: false, uncommitted: true })).toBeNull()
  expect(() => commitToBuild(root, signed)).toThrow('there are changes that no commit has: commit them first, so that others can build what is signed')
  expect(() => commitToBuild(tempFolder(), plain)).toThrow('this folder is no git repository')
})
