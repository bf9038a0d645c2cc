import type { Page } from '@playwright/test'
import type { Marks } from './scenes.ts'

const size = 26

/** Draws the numbers of steps beside the places where they happen. */
export async function drawMarks(page: Page, marks: Marks): Promise<void> {
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
