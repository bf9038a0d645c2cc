import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect as impatient, type FrameLocator, type Locator, type Page } from '@playwright/test'
import { toolWords } from '../../../shared/tool-words.ts'
import type { Part } from '../../../editor/config/words.ts'
import type { Locale } from '../../../shared/locales.ts'
import { fillDates, root } from '../built-site.ts'
import { openDesk, ownWords, type Desk, type SceneName } from './desk.ts'

// Two megabytes of script on a busy machine.
const expect = impatient.configure({ timeout: 60_000 })

/** The height of each picture, in CSS pixels. */
export const heights: Record<SceneName, number> = { correct: 900, add: 768, translate: 900, change: 1200, confirm: 900 }

type Stage = { page: Page, desk: Desk, locale: Locale, typo: Typo }

/** The steps of the guide that a picture shows, each with the place where it happens and the side on which its number stands. */
export type Marks = [step: number, side: 'left' | 'right', place: Locator][]

/** Does in the open editor what the guide says, up to the picture. */
export const scenes: Record<SceneName, (stage: Stage) => Promise<Marks>> = {
  async correct(stage) {
    const { page, desk, locale, typo } = stage
    await openForm(stage, `pages/entries/${shownPage}`)
    const body = editor(page).locator('textarea').first()
    await body.fill((await body.inputValue()).replace(typo.wrong, typo.right))
    await saveButton(stage).click()
    await expect.poll(() => desk.git('status', '--porcelain')).toBe(` M content/${locale}/${shownPage}.md\n`)
    // What is saved is closed.
    await expect(saveButton(stage)).toBeHidden()
    await openForm(stage, `pages/entries/${shownPage}`)
    await scrollTo(field(stage, 'page.reviewed'))
    await expect(page.locator('#hand-over')).toBeEnabled()
    return [
      [2, 'right', languages(stage, 'left')],
      [3, 'left', body],
      [4, 'right', button(stage, 'today')],
      [5, 'left', saveButton(stage)],
      [6, 'right', page.locator('#status')],
      [7, 'right', page.locator('#hand-over')],
    ]
  },

  async add(stage) {
    await openForm(stage, 'pages/new')
    const name = editor(stage.page).getByRole('textbox', { name: ownWords(stage.locale)['slug'] ?? '' })
    await name.fill('new-page')
    return [
      [2, 'right', name],
      [3, 'right', field(stage, 'page.title').getByRole('textbox')],
      [4, 'right', languages(stage, 'left')],
      [5, 'left', saveButton(stage)],
    ]
  },

  async translate(stage) {
    await openForm(stage, `pages/entries/${shownPage}`)
    return [
      [3, 'right', languages(stage, 'left')],
      [3, 'right', languages(stage, 'right')],
      [4, 'right', field(stage, 'page.title').getByRole('textbox')],
      [5, 'left', saveButton(stage)],
    ]
  },

  async change(stage) {
    await openForm(stage, 'phone/entries/hotline-1')
    const number = field(stage, 'channel.value.phone').getByRole('textbox')
    await number.fill(changedNumber)
    await field(stage, 'channel.confirmed').getByRole('checkbox').click()
    await scrollTo(field(stage, 'channel.value.phone'))
    return [
      [2, 'left', number],
      [3, 'left', field(stage, 'channel.published.on').getByRole('textbox')],
      [3, 'left', field(stage, 'channel.published.source').getByRole('combobox')],
      [4, 'left', field(stage, 'channel.confirmed').getByRole('checkbox')],
      [5, 'left', saveButton(stage)],
    ]
  },

  async confirm(stage) {
    await openForm(stage, 'phone/entries/hotline-1')
    const approved = field(stage, 'channel.approved')
    await approved.getByRole('checkbox').click()
    // Forms draw only what is in view.
    await scrollTo(approved)
    await field(stage, 'channel.approved.on', approved).locator('input').fill(day)
    await field(stage, 'channel.approved.by', approved).getByRole('textbox').fill(names[stage.locale].second)
    await scrollTo(field(stage, 'channel.confirmed'))
    return [
      [2, 'left', field(stage, 'channel.confirmed').getByRole('checkbox')],
      [3, 'left', saveButton(stage)],
      [5, 'left', approved.getByRole('checkbox')],
      [6, 'right', saveButton(stage)],
    ]
  },
}

async function openForm(stage: Stage, form: string): Promise<void> {
  const frame = stage.page.frame({ name: 'editor' })
  await frame?.goto(`${stage.desk.address}editor/#/collections/${form}`)
  await expect(saveButton(stage)).toBeVisible()
  await expect(editor(stage.page).locator('section[aria-label*="\u2068"]').first()).toBeVisible()
}

function editor(page: Page): FrameLocator {
  return page.frameLocator('#editor')
}

function button({ page, locale }: Stage, name: string): Locator {
  return editor(page).getByRole('button', { name: ownWords(locale)[name] ?? '', exact: true }).first()
}

function saveButton(stage: Stage): Locator {
  return button(stage, 'save')
}

/** The last of the buttons that choose the language of a side; those of one side leave out the language of the other. */
function languages({ page, locale }: Stage, side: 'left' | 'right'): Locator {
  const last = side === 'right' && locale === 'en' ? 'fr' : 'en'
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(last)
  const buttons = editor(page).getByRole('radio', { name })
  return side === 'left' ? buttons.first() : buttons.last()
}

/** The part of a form with that label. Sveltia CMS isolates the label between directional marks. */
function field({ page, locale }: Stage, part: Part, within?: Locator): Locator {
  return (within ?? editor(page)).locator(`section[aria-label*="\u2068${toolWords[locale].editor.parts[part].label}\u2069"]`).first()
}

async function scrollTo(place: Locator): Promise<void> {
  await place.evaluate(element => element.scrollIntoView({ block: 'start' }))
}

/** The day in the pictures: the same at each run, so that a picture changes only when the editor does. */
export const day = '2026-11-24'

/** The page in the pictures: a short one with few sources, so that its text is in view. */
export const shownPage = 'visits'

/** Invented, like the number that it replaces. */
const changedNumber = '+380441234568'

type Typo = { right: string, wrong: string }

/**
 * The project to take pictures of, a copy: its contacts are invented, since a picture would go on showing a number that has changed; one is
 * confirmed by one person; and the page to correct has a wrong word.
 */
export async function setStage(locale: Locale): Promise<{ desk: Desk, typo: Typo }> {
  const desk = await openDesk()
  const contacts = join(root, 'tests/fixtures/contacts')
  for (const name of readdirSync(contacts)) desk.write(`content/contacts/${name}`, fillDates(readFileSync(join(contacts, name), 'utf8'), day))
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

/** What stands in the pictures where two people write their names. */
export const names: Record<Locale, { first: string, second: string }> = {
  ru: { first: 'Имя первого человека', second: 'Имя второго человека' },
  uk: { first: 'Ім’я першої людини', second: 'Ім’я другої людини' },
  fr: { first: 'Nom de la première personne', second: 'Nom de la deuxième personne' },
  en: { first: 'Name of the first person', second: 'Name of the second person' },
}
