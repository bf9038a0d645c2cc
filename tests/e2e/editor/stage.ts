import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locale } from '../../../shared/locales.ts'
import { fillDates } from '../dates.ts'
import { root } from '../places.ts'
import { openDesk, type Desk } from './desk.ts'
import { names } from './names.ts'

/** The day in the pictures: the same at each run, so that a picture changes only when the editor does. */
export const day = '2026-11-24'

/** The page in the pictures: a short one with few sources, so that its text is in view. */
export const shownPage = 'visits'

/** Invented, like the number that it replaces. */
export const changedNumber = '+380441234568'

export type Typo = { right: string, wrong: string }

/**
 * The project to take pictures of, a copy: its contacts are invented, since a picture would go on showing a number that has changed; one is
 * confirmed by one person; and the page to correct has a wrong word.
 */
export async function setStage(locale: Locale): Promise<{ desk: Desk, typo: Typo }> {
  const desk = await openDesk()
  const contacts = join(root, 'tests/fixtures/contacts')
  for (const name of readdirSync(contacts)) desk.write(`content/contacts/${name}`, fillDates(readFileSync(join(contacts, name), 'utf8'), new Date(day)))
  const phone = desk.read('content/contacts/hotline-1.yml')
  desk.write('content/contacts/hotline-1.yml', phone
    .replace(/^confirmed: .*$/m, `confirmed: { on: "${day}", by: "${names[locale].first}" }`)
    .replace(/^approved: .*$/m, 'approved: null'))
  const page = `content/${locale}/${shownPage}.md`
  const typo = typoFor(desk.read(page))
  desk.write(page, desk.read(page).replace(typo.right, typo.wrong))
  desk.git('commit', '--quiet', '--all', '--message', 'content: set the stage')
  return { desk, typo }
}

/** The first long word of the text, and the same without its fourth letter. */
function typoFor(page: string): Typo {
  const [, , body = ''] = page.split('---\n')
  const right = /(?<=^[^:#].*)\p{L}{8,}/mu.exec(body)?.[0] ?? ''
  return { right, wrong: right.slice(0, 3) + right.slice(4) }
}
