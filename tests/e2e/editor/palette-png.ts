import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

const signature = Buffer.from([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

/**
 * A picture of a screen with the 32 colours that it shows most: nobody sees the difference in text on plain grounds, and the file takes a
 * third. https://www.w3.org/TR/png-3/
 *
 * @param screenshot a PNG of 8 bits a channel
 */
export function palettePng(screenshot: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(screenshot)
  const colours = Array.from({ length: width * height }, (_, pixel) => data.readUInt32BE(pixel * 4) >>> 8)
  const palette = commonest(colours, 32)
  const places = new Map<number, number>()
  const rows = Buffer.alloc((width + 1) * height)
  for (const [pixel, colour] of colours.entries()) {
    const place = places.get(colour) ?? nearest(palette, colour)
    places.set(colour, place)
    // Each row begins with its filter: 0, none.
    rows[pixel + Math.floor(pixel / width) + 1] = place
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a pixel, colour type 3: a place in the palette.
  header.set([8, 3, 0, 0, 0], 8)
  const table = Buffer.from(palette.flatMap(channels))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', table), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function commonest(colours: readonly number[], count: number): number[] {
  const pixels = new Map<number, number>()
  for (const colour of colours) pixels.set(colour, (pixels.get(colour) ?? 0) + 1)
  return [...pixels].sort(([, a], [, b]) => b - a).slice(0, count).map(([colour]) => colour)
}

/** The place in the palette of the colour that is least far off. */
function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map(other => channels(other).reduce((sum, value, index) => sum + (value - (channels(colour)[index] ?? 0)) ** 2, 0))
  return distances.indexOf(Math.min(...distances))
}

function channels(colour: number): number[] {
  return [colour >> 16, (colour >> 8) & 0xFF, colour & 0xFF]
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
