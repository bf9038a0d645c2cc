import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { qrDataUrl } from '../../../../server/http/qr.ts'

/** What another library than the one that wrote it reads from the code. */
function decode(url: string): string | undefined {
  const { data, width, height } = read(url)
  return jsQR(new Uint8ClampedArray(data), width, height)?.data
}

function read(url: string): PNG {
  return PNG.sync.read(Buffer.from(url.replace('data:image/png;base64,', ''), 'base64'))
}

describe('qrDataUrl', () => {
  it.each(['https://example.org/ru', `http://${'a2'.repeat(28)}.onion/uk`])('says %s', (address) => {
    expect(decode(qrDataUrl(address))).toBe(address)
  })

  it('is black and white, with a white border of four modules', () => {
    const { data, width } = read(qrDataUrl('https://example.org/ru'))
    const pixels = Array.from({ length: data.length / 4 }, (_none, index) => data.readUInt32BE(index * 4))
    expect(new Set(pixels)).toEqual(new Set([0x000000FF, 0xFFFFFFFF]))
    const border = pixels.filter((_pixel, index) => Math.floor(index / width) < 24 || index % width < 24)
    expect(new Set(border)).toEqual(new Set([0xFFFFFFFF]))
  })

  it('is the same each time', () => {
    expect(qrDataUrl('https://example.org/ru')).toBe(qrDataUrl('https://example.org/ru'))
  })
})
