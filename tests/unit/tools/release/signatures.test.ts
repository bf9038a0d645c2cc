import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeFiles } from '../../../../tools/kit/files.ts'
import { manifestFile } from '../../../../shared/published.ts'
import { signaturePlace, signaturesBeside } from '../../../../tools/release/signatures.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'

it.each([
  ['in the order in which they were added, however many there are', Array.from({ length: 12 }, (_, index) => index)],
  ['across a gap', [0, 8, 10]],
])('finds signatures beside a manifest, %s', (_name, numbers) => {
  const folder = tempFolder()
  const places = numbers.map(signaturePlace)
  writeFiles(folder, new Map([...places.toSorted(), manifestFile, '.well-known/security.txt', 'other.minisig'].map(file => [file, Buffer.from(file)])))
  expect(signaturesBeside(join(folder, manifestFile))).toEqual(places.map(file => ({ file, text: file })))
})
