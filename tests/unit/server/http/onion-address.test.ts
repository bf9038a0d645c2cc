import { expect, it } from 'vitest'
import { settleOnionAddress } from '../../../../server/http/onion-address.ts'

const built = '<p>Before</p><!--onion--><p>Also here: <code>%onion%</code></p><!--onion-end--><p>%onion%</p>'

it('names the address where there is one, without scheme', () => {
  expect(settleOnionAddress(built, 'http://abc.onion')).toBe('<p>Before</p><p>Also here: <code>abc.onion</code></p><p>%onion%</p>')
})

it('says nothing of an onion service where there is none', () => {
  expect(settleOnionAddress(built, undefined)).toBe('<p>Before</p><p>%onion%</p>')
})
