import jsQR from 'jsqr'
import { PNG } from 'pngjs'

/** What a phone reads from a picture of a paper; undefined when it finds no code. */
export function readCode(picture: PNG): string | undefined {
  return jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data
}

/** A bad photocopy: half as many points, smeared over their neighbours, and only black and white. */
export function photocopy(picture: PNG): PNG {
  const width = Math.floor(picture.width / 2)
  const height = Math.floor(picture.height / 2)
  const copy = new PNG({ width, height })
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = brightness(picture, 2 * x, 2 * y) < threshold ? 0 : 255
      copy.data.set([shade, shade, shade, 255], (y * width + x) * 4)
    }
  }
  return copy
}

/** A copier that is set a little too dark. */
const threshold = 150

/** The mean of the 4 × 4 points around one, 0 to 255. */
function brightness({ data, width, height }: PNG, left: number, top: number): number {
  let sum = 0
  for (let y = top - 1; y < top + 3; y++) {
    for (let x = left - 1; x < left + 3; x++) {
      const inside = x >= 0 && y >= 0 && x < width && y < height
      sum += inside ? data[(y * width + x) * 4] ?? 255 : 255
    }
  }
  return sum / 16
}
