import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { chromium, expect as impatient, type Page } from '@playwright/test'
import { PNG } from 'pngjs'
import { toolWords } from '../../../shared/tool-words.ts'
import { localeCodes } from '../../../shared/locales.ts'
import { findBrowser } from '../../../tools/kit/browser.ts'
import { root } from '../built-site.ts'
import { sceneNames } from './desk.ts'
import { heights, scenes, setStage, type Marks } from './scenes.ts'

// Takes the pictures of docs/editors/guide.*.md from the editor as it is: one for each thing that a guide explains, in each language.
const expect = impatient.configure({ timeout: 60_000 })
/** Of a common laptop, in CSS pixels: two languages stand beside each other. */
const width = 1366

const { launch } = await findBrowser()
const browser = await chromium.launch(launch)
try {
  for (const locale of localeCodes) {
    const folder = join(root, 'docs/editors/pictures', locale)
    mkdirSync(folder, { recursive: true })
    const { desk, typo } = await setStage(locale)
    const page = await browser.newPage({ locale, colorScheme: 'light', reducedMotion: 'reduce' })
    for (const name of sceneNames) {
      desk.git('commit', '--quiet', '--all', '--allow-empty', '--message', `content: before ${name}`)
      // The editor looks at git when a file is written.
      desk.write('content/menu.yml', desk.read('content/menu.yml'))
      await page.setViewportSize({ width, height: heights[name] })
      await page.goto(desk.address)
      const marks = await scenes[name]({ page, desk, locale, typo })
      await expect(page.locator('#status')).not.toHaveText(toolWords[locale].editor.frame.checking)
      await drawMarks(page, marks)
      writeFileSync(join(folder, `${name}.png`), palettePng(await page.screenshot()))
      console.log(`${locale}/${name}`)
    }
    await page.close()
    await desk.close()
  }
}
finally {
  await browser.close()
}

const signature = Buffer.from([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

/**
 * A picture of a screen with the 32 colours that it shows most: nobody sees the difference in text on plain grounds, and the file takes a
 * third. https://www.w3.org/TR/png-3/
 *
 * @param screenshot a PNG of 8 bits a channel
 */
function palettePng(screenshot: Buffer): Buffer {
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

const size = 26

/** Draws the numbers of steps beside the places where they happen. */
async function drawMarks(page: Page, marks: Marks): Promise<void> {
  for (const [step, side, place] of marks) {
    const box = await place.boundingBox()
    if (box === null || box.y + size > (page.viewportSize()?.height ?? 0)) throw new Error(`step ${step} is not in the picture`)
    const x = side === 'right' ? box.x + box.width + 4 : Math.max(0, box.x - size - 4)
    const y = box.y + Math.min(box.height - size, size) / 2
    await page.evaluate(({ step, x, y, size }) => {
      const mark = document.createElement('b')
      mark.textContent = String(step)
      Object.assign(mark.style, {
        position: 'fixed', left: `${x}px`, top: `${y}px`, width: `${size}px`, height: `${size}px`, borderRadius: '50%', background: '#c00000',
        color: '#fff', font: `bold 16px/${size}px sans-serif`, textAlign: 'center',
      })
      document.body.append(mark)
    }, { step, x, y, size })
  }
}
