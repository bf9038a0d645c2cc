import { expect, it } from 'vitest'
import { settlePage } from '../../../../server/http/settle.ts'

const page = [
  '<!--only:site-->site<!--only-end--><!--only:copy file-->elsewhere<!--only-end-->',
  '<!--only:file copy--><!--valid-until:2026-11-30-->confirmed<!--valid-else-->unconfirmed<!--valid-end--><!--only-end-->',
  '<!--onion--><code>%onion%</code><!--onion-end-->',
  '<!--own-address-->%address%<!--own-address-else-->by hand<!--own-address-end-->',
].join(' ')

it('leaves one form of everything, and no mark', () => {
  expect(settlePage(page, { place: 'site', day: '2026-11-30', address: 'https://example.org/ru', onionOrigin: 'http://abc.onion' }))
    .toBe('site  <code>abc.onion</code> example.org/ru')
  expect(settlePage(page, { place: 'copy', day: '2026-12-01' })).toBe('elsewhere unconfirmed  by hand')
})

it('writes into what is read on any day how long a confirmation counts', () => {
  expect(settlePage(page, { place: 'file', day: (until, current, expired) => `${current}/${expired} until ${until}` }))
    .toBe('elsewhere confirmed/unconfirmed until 2026-11-30  by hand')
})
