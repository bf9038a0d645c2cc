import { expect, it } from 'vitest'
import { isOnionAddress } from '../../../../shared/content/onion-address.ts'

// An address that the specification of Tor itself gives as an example: https://spec.torproject.org/rend-spec/encoding-onion-addresses.html
const example = 'pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion'

it('knows an address by its checksum', () => {
  expect(isOnionAddress(example)).toBe(true)
  expect(isOnionAddress(example.replace('pg6', 'pg7'))).toBe(false)
  expect(isOnionAddress(example.replace('ryd.', 'rye.'))).toBe(false)
  expect(isOnionAddress(`www.${example}`)).toBe(false)
  expect(isOnionAddress('example.org')).toBe(false)
})
