import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { toolWords } from '../../../shared/tool-words.ts'
import { localeCodes, type Locale } from '../../../shared/locales.ts'
import { ownWords, sceneNames } from '../../e2e/editor/desk.ts'

const root = join(import.meta.dirname, '../../..')
const folder = join(root, 'docs/editors')

/** Guides are read over slow lines, too. */
const pictureBytes = 60_000

/** Above the name of a new page, Sveltia CMS has this word in no language but English. */
const untranslated = 'Slug'

describe.each(localeCodes)('the guide for editors in %s', (locale) => {
  const guide = read(locale)

  it('shows the five things, in their order', () => {
    expect(pictures(guide)).toEqual(sceneNames.map(name => `pictures/${locale}/${name}.png`))
  })

  it.each(pictures(guide))('has the small picture %s, which tells nothing of the machine that took it', (picture) => {
    const file = join(folder, picture)
    expect(statSync(file).size).toBeLessThan(pictureBytes)
    const bytes = readFileSync(file)
    expect(PNG.sync.read(bytes).width).toBeGreaterThan(1000)
    expect(chunkTypes(bytes)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
  })

  it('is built like the English one', () => {
    expect(structure(guide)).toEqual(structure(read('en')))
  })

  it('calls each button and field as the editor does', () => {
    const known = namesIn(locale)
    expect(bold(guide).filter(name => !known.has(name))).toEqual([])
    for (const name of [toolWords[locale].editor.frame.inOrder, `${toolWords[locale].editor.frame.errors} 0`]) expect(guide).toContain(name)
  })

  it('names commands that exist, in its own language', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const commands = [...guide.matchAll(/npm run (\w+)/g)].map(([, name = '']) => name)
    expect(commands.length).toBeGreaterThan(5)
    for (const name of commands) expect(scripts).toHaveProperty(name)
    for (const [, language] of guide.matchAll(/--lang (\w+)/g)) expect(language).toBe(locale)
  })

  it('links to headings and guides that exist', () => {
    const anchors = new Set([...guide.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)))
    const links = [...guide.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link)
    expect(links.filter(link => link.startsWith('#') && !anchors.has(link.slice(1)))).toEqual([])
    for (const other of localeCodes) if (other !== locale) expect(links).toContain(`guide.${other}.md`)
  })
})

function read(locale: Locale): string {
  return readFileSync(join(folder, `guide.${locale}.md`), 'utf8')
}

function pictures(guide: string): string[] {
  return [...guide.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file)
}

/** One sign for each heading, step, picture and command, in their order. */
function structure(guide: string): string[] {
  return [...guide.matchAll(/^#+(?= )|^\d+\.(?= )|!\[|`npm run [\w-]+/gm)].map(([sign]) => sign)
}

function bold(guide: string): string[] {
  return [...guide.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name = '']) => name)
}

/** What buttons, fields and lists are called, also the buttons that add to a list. */
function namesIn(locale: Locale): Set<string> {
  const own = ownWords(locale)
  const parts = Object.values(toolWords[locale].editor.parts).map(({ label }) => label)
  const adding = parts.map(label => (own['add_x'] ?? '').replace('{$name}', label))
  return new Set([...parts, ...adding, ...Object.values(own), toolWords[locale].editor.frame.handOver, untranslated])
}

/** As GitHub makes it: https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-')
}

/** The types of the chunks of a PNG: one that held text or a time would be a further one. */
function chunkTypes(png: Buffer): string[] {
  const types: string[] = []
  for (let place = 8; place < png.length; place += png.readUInt32BE(place) + 12) types.push(png.toString('latin1', place + 4, place + 8))
  return types
}
