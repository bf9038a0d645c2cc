// Playwright reads from the pattern of the first parameter which fixtures a function wants.
/* eslint no-empty-pattern: ["error", { "allowObjectPatternsAsParameters": true }] */
import type { Locator, Page } from '@playwright/test'
import { toolWords } from '../../shared/tool-words.ts'
import { localeCodes } from '../../shared/locales.ts'
import { openDesk, type Desk } from './editor/desk.ts'
import { ownOrigins } from './built-site.ts'
import { expect as impatient, test as base } from './site.ts'

// Two megabytes of script on a busy machine.
const expect = impatient.configure({ timeout: 60_000 })

const test = base.extend<{ desk: Desk }>({
  desk: async ({}, use) => {
    const desk = await openDesk()
    ownOrigins.add(new URL(desk.address).origin)
    await use(desk)
    await desk.close()
  },
})

// Tall, since forms draw what is in view only.
test.use({ javaScriptEnabled: true, viewport: { width: 1400, height: 4000 }, locale: 'en-GB', actionTimeout: 60_000 })

for (const locale of localeCodes) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test(`the editor speaks ${locale} and asks no other host`, async ({ desk, page }) => {
      await page.goto(`${desk.address}editor/`)
      const { parts } = toolWords[locale].editor
      await expect(page.getByRole('treeitem', { name: parts['collection.pages'].label })).toBeVisible()
      await page.goto(`${desk.address}editor/#/collections/pages/entries/steps`)
      await expect(field(page, parts['page.title'].label).first()).toBeVisible()
      // An icon whose font is missing is printed as its name.
      await page.evaluate(() => document.fonts.ready)
      expect(await page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'error').map(({ family }) => family))).toEqual([])
      expect(await page.evaluate(() => document.fonts.check('24px "Material Symbols Outlined"', 'save'))).toBe(true)
      expect(await page.evaluate(() => document.documentElement.lang.slice(0, 2))).toBe(locale)
    })
  })
}

/** Warnings stop nobody. */
const withoutErrors = /^(?:Everything is in order\.|Errors: 0,.*)$/

test('one word on a French page is one word in the diff', async ({ desk, page }) => {
  await openForm(page, desk, 'pages/entries/steps')
  await page.getByRole('radio', { name: 'French' }).first().click()
  const body = page.locator('textarea').first()
  const word = wordOf(desk.read('content/fr/steps.md'))
  await expect(body).toHaveValue(new RegExp(word))
  await body.fill((await body.inputValue()).replace(word, 'instructions'))
  await save(page)
  await expect.poll(() => desk.git('status', '--porcelain')).toBe(' M content/fr/steps.md\n')
  expect(changedWords(desk)).toEqual([`-${word}`, '+instructions'])
})

test('an invalid phone number is refused, and the file untouched', async ({ desk, page }) => {
  await openForm(page, desk, 'phone/entries/hotline-1')
  await field(page, 'Number').getByRole('textbox').fill('call us')
  await save(page)
  await expect(page.getByText(toolWords.en.editor.faults.number)).toBeVisible()
  expect(desk.git('status', '--porcelain')).toBe('')
})

test.describe('what the pattern of a form cannot know', () => {
  // Sveltia CMS reports what it was refused.
  test.use({ expectedMessages: /no such phone number can exist/ })

  test('a number that cannot exist is refused, too, with the words of the checker', async ({ desk, page }) => {
    await openForm(page, desk, 'phone/entries/hotline-1')
    await field(page, 'Number').getByRole('textbox').fill('+380000000000')
    await save(page)
    await expect(page.getByRole('alertdialog')).toContainText('no such phone number can exist')
    expect(desk.git('status', '--porcelain')).toBe('')
  })
})

test('the quick exit leads to a plain address', async ({ desk, page }) => {
  await openForm(page, desk, 'frame/entries/leave')
  const french = field(page, toolWords.en.editor.parts['leave.fr'].label).getByRole('textbox')
  await french.fill('https://news.example/?from=here')
  await save(page)
  await expect(page.getByText(toolWords.en.editor.faults.plainAddress)).toBeVisible()
  expect(desk.git('status', '--porcelain')).toBe('')
  await french.fill('https://news.example/')
  await save(page)
  await expect.poll(() => changedLines(desk)).toEqual(['-fr: "https://meteofrance.com/"', '+fr: "https://news.example/"'])
})

test('a new event in four languages is exactly that in the diff', async ({ desk, page }) => {
  await openForm(page, desk, 'facts/entries/timeline')
  await page.getByRole('button', { name: 'Add \u2068Events\u2069' }).last().click()
  await field(page, 'Date').getByRole('textbox').fill('2026-11-20')
  const texts = { Russian: 'Пример события.', Ukrainian: 'Приклад події.', French: 'Un exemple d’événement.', English: 'An example of an event.' }
  for (const [language, text] of Object.entries(texts)) await field(page, `In ${language}`).getByRole('textbox').fill(text)
  await choose(page, field(page, 'Sources').last(), 'nenka')
  await save(page)
  await expect.poll(() => desk.git('status', '--porcelain')).toBe(' M content/timeline.yml\n')
  expect(changedLines(desk)).toEqual([
    '+  - on: "2026-11-20"',
    '+    text:',
    '+      ru: "Пример события."',
    '+      uk: "Приклад події."',
    '+      fr: "Un exemple d’événement."',
    '+      en: "An example of an event."',
    '+    sources: ["nenka"]',
  ])
})

test('a new page in four languages is four files in the form of the others', async ({ desk, page }) => {
  await page.goto(`${desk.address}editor/#/collections/pages/new`)
  await page.getByRole('textbox', { name: 'Slug' }).fill('example')
  // The page opens with the editor's language beside Russian; the others take the place of the first.
  await fillPage(page, 'English', 'Example')
  await fillPage(page, 'Russian', 'Пример')
  for (const [language, title] of [['Ukrainian', 'Приклад'], ['French', 'Exemple']] as const) {
    await page.getByRole('radio', { name: language }).first().click()
    await fillPage(page, language, title)
  }
  await save(page)
  const files = localeCodes.map(locale => `content/${locale}/example.md`)
  await expect.poll(() => desk.git('status', '--porcelain').split('\n').sort().join('\n')).toBe(
    ['', ...files.toSorted().map(file => `?? ${file}`)].join('\n'),
  )
  expect(desk.read('content/fr/example.md')).toBe([
    '---', 'title: "Exemple"', 'description: "Exemple"', 'reviewed: "2026-11-20"', '---', '',
    '::notice', 'Exemple', '::', '',
  ].join('\n'))
})

test('a contact that somebody confirms keeps its comments and its style', async ({ desk, page }) => {
  await openForm(page, desk, 'telegram/entries/bot')
  await field(page, 'Confirmed').getByRole('checkbox').click()
  await field(page, 'Day').locator('input').fill('2026-11-20')
  await field(page, 'Who compared it').getByRole('textbox').fill('Test')
  await save(page)
  await expect.poll(() => desk.git('status', '--porcelain')).toBe(' M content/contacts/bot.yml\n')
  expect(changedLines(desk)).toEqual(['-confirmed: null', '+confirmed:', '+  on: "2026-11-20"', '+  by: "Test"'])
})

test('findings follow a change, errors stop the hand-over, a commit ends it', async ({ desk, page }) => {
  const before = desk.read('content/fr/steps.md')
  await page.goto(desk.address)
  await expect(page.locator('#status')).toHaveText(withoutErrors)
  await expect(page.locator('#hand-over')).toBeDisabled()

  desk.write('content/fr/steps.md', before.replace('](/fr/after)', '](/fr/nowhere)'))
  await expect(page.locator('#findings .error').first()).toContainText('content/fr/steps.md')
  await page.locator('#hand-over').click()
  await expect(page.locator('#outcome')).toHaveText(toolWords.en.editor.frame.refusedErrors)
  expect(desk.git('branch', '--show-current')).toBe('main\n')

  desk.write('content/fr/steps.md', before.replace(wordOf(before), 'instructions'))
  await expect(page.locator('#status')).toHaveText(withoutErrors)
  await page.locator('#hand-over').click()
  await expect(page.locator('#outcome')).toContainText('content: change steps (fr)')
  expect(desk.git('branch', '--show-current')).toMatch(/^edit\/\d{8}-\d{6}-steps\n$/)
  expect(desk.git('log', '-1', '--format=%s')).toBe('content: change steps (fr)\n')
  expect(desk.git('status', '--porcelain')).toBe('')
  await expect(page.locator('#changed')).toHaveText(toolWords.en.editor.frame.unchanged)

  desk.write('content/fr/steps.md', before)
  await expect(page.locator('#changed')).toHaveText('content/fr/steps.md')
  await expect(page.locator('#outcome')).toHaveText('')
})

async function openForm(page: Page, desk: Desk, form: string): Promise<void> {
  await page.goto(`${desk.address}editor/#/collections/${form}`)
  await expect(page.getByRole('button', { name: 'Save' })).toBeVisible()
}

/** The part of a form with that label. Sveltia CMS isolates the label between directional marks. */
function field(page: Page, label: string): Locator {
  return page.locator(`section[aria-label*="\u2068${label}\u2069"]`)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click()
}

async function fillPage(page: Page, language: string, text: string): Promise<void> {
  const pane = page.getByRole('group', { name: `Edit \u2068${language}\u2069 Content` })
  await pane.getByRole('textbox', { name: 'Title' }).fill(text)
  await pane.getByRole('textbox', { name: 'Description' }).fill(text)
  await pane.getByRole('textbox', { name: 'Reviewed on' }).fill('2026-11-20')
  await pane.locator('textarea').fill(`::notice\n${text}\n::`)
}

async function choose(page: Page, place: Locator, name: string): Promise<void> {
  await place.getByRole('combobox').click()
  await page.getByRole('option', { name }).first().click()
}

/** A word that stands once in a page, whatever the page says today. */
function wordOf(text: string): string {
  const word = text.split(/\s+/).find(part => /^\p{Ll}{8,}$/u.test(part) && text.split(part).length === 2)
  if (word === undefined) throw new Error('every word stands there twice')
  return word
}

/** Lines of the diff, without those that only tell where. */
function changedLines(desk: Desk): string[] {
  return desk.git('diff', '--unified=0').split('\n').filter(line => /^[-+](?![-+]{2} )/.test(line))
}

function changedWords(desk: Desk): string[] {
  return desk.git('diff', '--unified=0', '--word-diff=porcelain').split('\n').filter(line => /^[-+](?![-+]{2} )/.test(line))
}
