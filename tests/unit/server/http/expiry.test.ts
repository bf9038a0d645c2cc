import { expect, it } from 'vitest'
import { settleExpiry } from '../../../../server/http/expiry.ts'

const page = 'a <!--valid-until:2027-02-18--><a href="tel:+380441234567">call</a><!--valid-else-->old<!--valid-end--> b'
  + '<!--valid-until:2027-03-01-->C<!--valid-else-->c<!--valid-end-->'

it.each([
  ['2027-02-18', 'a <a href="tel:+380441234567">call</a> bC'],
  ['2027-02-19', 'a old bC'],
  ['2027-03-02', 'a old bc'],
])('on %s', (today, expected) => {
  expect(settleExpiry(page, today)).toBe(expected)
})

it('leaves pages without such places as they are', () => {
  expect(settleExpiry('<p>text</p>', '2027-01-01')).toBe('<p>text</p>')
})
