import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFiles, writeFiles } from '../../../../tools/release/folder.ts'
import { manifestFile } from '../../../../tools/release/manifest.ts'
import { showManifest } from '../../../../tools/release/show-manifest.ts'
import { signaturePlace } from '../../../../tools/release/signatures.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'

it('a manifest is shown with its own signatures, not with those of an earlier one', () => {
  const published = join(tempFolder(), 'public')
  writeFiles(published, new Map([['.well-known/security.txt', Buffer.from('x')]]))
  showManifest(published, Buffer.from('1'), [0, 1].map(index => ({ file: signaturePlace(index), text: `of 1, ${index}` })))
  showManifest(published, Buffer.from('2'), [{ file: signaturePlace(0), text: 'of 2' }])
  expect([...readFiles(published)].map(([file, content]) => [file, content.toString()])).toEqual([
    [manifestFile, '2'],
    [signaturePlace(0), 'of 2'],
    ['.well-known/security.txt', 'x'],
  ])
})
