import { expect, it } from 'vitest'
import { commitToBuild, nextRelease, printedAddress } from '../../../../tools/release/make-release.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { createRepository } from '../translations/repository.ts'

it('builds what is committed, anything else only on request', () => {
  const { root, git, write } = createRepository()
  expect(commitToBuild(root, false)).toBe(git(['rev-parse', 'HEAD']).trim())
  expect(commitToBuild(root, true)).toBe(git(['rev-parse', 'HEAD']).trim())

  write('content/new.txt', 'x')
  expect(() => commitToBuild(root, false)).toThrow('there are changes that no commit has: commit them first, so that others can build what is signed, or try out what is here with --uncommitted')
  expect(commitToBuild(root, true)).toBeNull()
  expect(() => commitToBuild(tempFolder(), false)).toThrow('this folder is no git repository')
})

it('the leaflet names the first address that is opened in a browser, else that of the server, else none', () => {
  const confirmed = { on: '2026-11-20', by: 'A tester' }
  const copy = { kind: 'copy', address: 'https://copy.example/', confirmed } as const
  const web = { kind: 'web', address: 'https://web.example/some/path/', confirmed } as const
  expect(printedAddress([copy, web], 'https://own.example')).toBe('https://web.example/some/path')
  expect(printedAddress([copy], 'https://own.example')).toBe('https://own.example')
  expect(printedAddress([], undefined)).toBeUndefined()
})

it('raises the number, sets the date and leaves the rest', () => {
  expect(nextRelease('# Why\nnumber: 9\ndate: "2026-11-24"\n', '2026-12-20')).toEqual({ number: 10, text: '# Why\nnumber: 10\ndate: "2026-12-20"\n' })
  expect(() => nextRelease('number: "9"\ndate: "2026-11-24"\n', '2026-12-20')).toThrow('content/release.yml')
})
