import { PNG } from 'pngjs'
import { encodeQR } from 'qr'

/** White around the code, in modules: https://www.iso.org/standard/83389.html. Without it a phone may not find the code. */
const quietZone = 4

/** Pixels a module: enough that no viewer blurs the edges when it enlarges the picture to its size on paper. */
const modulePixels = 6

/**
 * A QR code as a PNG in a `data:` address. PNG, since Tor Browser at its safest shows no SVG; in the page, since a page is one request.
 * A quarter of the code may be lost to a fold or a bad copy.
 *
 * @param text what a phone reads from it; never a `tel:` address, which would leave an entry in the call list
 */
export function qrDataUrl(text: string): string {
  const modules = encodeQR(text, 'raw', { ecc: 'quartile', border: quietZone })
  const size = modules.length * modulePixels
  const picture = new PNG({ width: size, height: size })
  picture.data.fill(255)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dark = modules[Math.floor(y / modulePixels)]?.[Math.floor(x / modulePixels)]
      if (dark) picture.data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3)
    }
  }
  return `data:image/png;base64,${PNG.sync.write(picture, { colorType: 0, deflateLevel: 9 }).toString('base64')}`
}
