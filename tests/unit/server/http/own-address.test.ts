import { describe, expect, it } from 'vitest'
import { addressToken, emptyPicture, settleOwnAddress } from '../../../../server/http/own-address.ts'
import { qrDataUrl } from '../../../../server/http/qr.ts'

const built = [
  `<!--own-address--><img src="${emptyPicture}" alt="${addressToken}"><!--own-address-else--><!--own-address-end-->`,
  `<!--own-address--><b>${addressToken}</b><!--own-address-else--><i>by hand</i><!--own-address-end-->`,
].join(' and ')

describe('settleOwnAddress', () => {
  it('prints the address as people type it, and the code with its scheme', () => {
    expect(settleOwnAddress(built, 'https://example.org/ru'))
      .toBe(`<img src="${qrDataUrl('https://example.org/ru')}" alt="example.org/ru"> and <b>example.org/ru</b>`)
  })

  it('leaves a line to write on where no origin is known', () => {
    expect(settleOwnAddress(built, undefined)).toBe(' and <i>by hand</i>')
  })

  it('leaves other pages as they are', () => {
    expect(settleOwnAddress('<p>%address%</p>', 'https://example.org/ru')).toBe('<p>%address%</p>')
  })
})
