// Takes the pictures of docs/editors/guide.*.md from the editor as it is: one for each thing that a guide explains, in each language.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, expect as impatient } from '@playwright/test'
import { frameWords } from '../../../editor/frame/words.ts'
import { localeCodes } from '../../../shared/locales.ts'
import { findBrowser } from '../../../tools/kit/browser.ts'
import { root } from '../places.ts'
import { drawMarks } from './draw-marks.ts'
import { palettePng } from './palette-png.ts'
import { sceneNames } from './scene-names.ts'
import { heights, scenes } from './scenes.ts'
import { setStage } from './stage.ts'

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
      await expect(page.locator('#status')).not.toHaveText(frameWords[locale].checking)
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
