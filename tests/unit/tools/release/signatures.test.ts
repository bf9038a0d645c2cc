import { expect, it } from 'vitest'
import { manifestFile } from '../../../../tools/release/manifest.ts'
import { signaturePlace, signaturesAmong } from '../../../../tools/release/signatures.ts'

it('finds signatures in the order in which they were made, however many there are', () => {
  const places = Array.from({ length: 12 }, (_, index) => signaturePlace(index))
  expect(signaturesAmong([manifestFile, ...places.toSorted(), '.well-known/security.txt'])).toEqual(places)
})

it('does not mind a gap', () => {
  expect(signaturesAmong([signaturePlace(10), signaturePlace(8), signaturePlace(0)])).toEqual([signaturePlace(0), signaturePlace(8), signaturePlace(10)])
})
