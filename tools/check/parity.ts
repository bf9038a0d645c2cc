import { fileStart, finding, placeCounter, type Finding, type Place } from '../../shared/content/finding.ts'
import type { Visible } from '../../shared/content/markdown.ts'
import type { Term } from '../../shared/tool-words.ts'
import { newerThan, readTranslations, uncomparedIn, type TranslatedPage } from '../../shared/content/translations.ts'
import { defaultLocale, localeCodes, type Locale } from '../../shared/locales.ts'
import { safetyPages } from '../../shared/paths.ts'
import { pageFile, type Markdown, type Page } from './page.ts'

/** Where the translations of a page differ in what must be the same. Each is compared with the form that most of them have. */
export function checkParity(pages: readonly Page[]): Finding[] {
  const names = [...new Set(pages.map(({ name }) => name))]
  return names.flatMap((name) => {
    const translations = pages.filter(page => page.name === name)
    return aspects.flatMap(aspect => aspectFindings(translations, aspect))
  })
}

type Mark = { mark: string, place: Place }

/** Something that is a sequence in every page; undefined where the page does not tell. */
type Aspect = { what: Term, of: (page: Page) => Mark[] | undefined }

const aspects: readonly Aspect[] = [
  { what: 'heading', of: ({ markdown }) => markdown.headings.map(({ level, ...place }) => ({ mark: '#'.repeat(level), place })) },
  {
    what: 'list-item',
    of: ({ markdown }) => markdown.items.map(place => ({ mark: `§ ${sectionOf(markdown, place)}`, place })),
  },
  {
    what: 'component',
    of: ({ markdown }) => markdown.components
      .map(({ name, attributes, ...place }) => ({ mark: [name, ...Object.values(attributes)].join(' '), place })),
  },
  {
    what: 'field',
    of: ({ frontMatter, yaml }) => frontMatter && [frontMatter.open ?? '', ...frontMatter.next ?? []]
      .map((mark, index) => ({ mark: String(mark), place: yaml.placeOf(index === 0 ? ['open'] : ['next', index - 1]) })),
  },
  { what: 'link', of: ({ markdown }) => markdown.links.map(({ href, ...place }) => ({ mark: href.replace(/^\/\w+/, '') || '/', place })) },
]

/** Counts from 0, the part before the first heading. */
function sectionOf({ headings }: Markdown, { line }: Place): number {
  return headings.filter(heading => heading.line < line).length
}

function aspectFindings(translations: readonly Page[], { what, of }: Aspect): Finding[] {
  const sequences = translations.flatMap((page) => {
    const marks = of(page)
    return marks ? [{ page, marks, text: marks.map(({ mark }) => mark).join('\n') }] : []
  })
  const votes = (text: string): number => sequences.filter(other => other.text === text).length
  const model = sequences.toSorted((a, b) => votes(b.text) - votes(a.text))[0]
  if (!model) return []
  return sequences.filter(({ text }) => text !== model.text).map(({ page, marks }) => difference(what, { page, marks }, model))
}

/** The first place where two sequences part. */
function difference(what: Term, own: { page: Page, marks: Mark[] }, model: { page: Page, marks: Mark[] }): Finding {
  const length = Math.max(own.marks.length, model.marks.length)
  const index = Array.from({ length }).findIndex((_, at) => own.marks[at]?.mark !== model.marks[at]?.mark)
  const here = own.marks[index]
  const there = model.marks[index]
  const place = here?.place ?? own.marks.at(-1)?.place ?? { line: own.page.markdown.bodyLine, column: 1 }
  const data = { what: { term: what }, number: index + 1 }
  const where = there ? `${model.page.file}:${there.place.line}` : model.page.file
  if (!here) return finding('parity-missing', own.page.file, place, { ...data, other: there?.mark ?? '', place: where })
  if (!there) return finding('parity-extra', own.page.file, place, { ...data, own: here.mark, place: where })
  return finding('parity-differs', own.page.file, place, { ...data, own: here.mark, other: there.mark, place: where })
}

/** A heading with what stands below it; the first is what stands before any heading. */
type Section = Visible & { page: Page, place: Place }

/**
 * Numbers and dates that a section has in one language and not in another. The form that most languages have is taken for right.
 * Every page counts as relevant to safety: on each a reader decides something.
 */
export function checkFacts(pages: readonly Page[]): Finding[] {
  return [...Map.groupBy(pages, ({ name }) => name).values()].flatMap((translations) => {
    const all = translations.map(sectionsOf)
    const [first] = all
    // Where the headings differ another rule says so, and sections cannot be compared.
    if (!first || all.some(sections => sections.length !== first.length)) return []
    return first.flatMap((_, index) => {
      const sections = all.flatMap(sections => sections[index] ?? [])
      return [...compare(sections, 'parity-numbers', numbersIn), ...compare(sections, 'parity-dates', datesIn)]
    })
  })
}

function sectionsOf(page: Page): Section[] {
  const { text, bodyStart, markdown: { blocks, headings, bodyLine } } = page
  const starts = headings.map(({ line }) => line)
  const placeAt = placeCounter(text)
  const bySection = Map.groupBy(blocks, ({ from }) => starts.filter(line => line <= placeAt(bodyStart + from).line).length)
  return [undefined, ...headings].map((heading, index) => {
    const own = (bySection.get(index) ?? []).map(({ own }) => own)
    return {
      page,
      place: heading ?? { line: bodyLine, column: 1 },
      text: own.map(block => `${block.text}\n`).join(''),
      offsets: own.flatMap(block => [...block.offsets.map(offset => bodyStart + offset), text.length]),
    }
  })
}

type FactsIn = (text: string, lang: Locale) => Fact[]

function compare(sections: readonly Section[], id: 'parity-numbers' | 'parity-dates', factsIn: FactsIn): Finding[] {
  const all = sections.map((section) => {
    const facts = factsIn(section.text, section.page.locale)
    return { ...section, facts, key: facts.map(({ fact }) => fact).sort().join(' ') }
  })
  const votes = (key: string): number => all.filter(other => other.key === key).length
  const model = all.toSorted((a, b) => votes(b.key) - votes(a.key))[0]
  if (!model) return []
  return all.filter(({ key }) => key !== model.key).map(({ page, place, offsets, facts }) => {
    const extra = without(facts, model.facts)
    const at = offsets[extra[0]?.index ?? -1]
    return finding(id, page.file, at === undefined ? place : placeCounter(page.text)(at), {
      missing: list(without(model.facts, facts)),
      extra: list(extra),
      place: `${model.page.file}:${model.place.line}`,
    })
  })
}

/** The facts that another list lacks, as many times as it lacks them. */
function without(facts: readonly Fact[], others: readonly Fact[]): Fact[] {
  const rest = others.map(({ fact }) => fact)
  return facts.filter(({ fact }) => {
    const at = rest.indexOf(fact)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}

function list(facts: readonly Fact[]): string | { term: 'none' } {
  return facts.map(({ fact }) => fact).join(', ') || { term: 'none' }
}

/** How the names of the months begin, in all their cases. */
const months: Record<Locale, readonly string[]> = {
  ru: ['январ', 'феврал', 'март', 'апрел', 'ма[йяею]', 'июн', 'июл', 'август', 'сентябр', 'октябр', 'ноябр', 'декабр'],
  uk: ['січ', 'лют', 'берез', 'квіт', 'трав', 'черв', 'лип', 'серп', 'верес', 'жовт', 'листопад', 'груд'],
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

const patterns: Record<Locale, RegExp> = { ru: pattern('ru'), uk: pattern('uk'), fr: pattern('fr'), en: pattern('en') }

/**
 * The months of a text with their day, their year or both, in figures. A month alone is left out: “May” and «mars» are other words too.
 *
 * @example datesIn('On 4 October 2022', 'en') // the fact '4.10.2022'
 */
export function datesIn(text: string, lang: Locale): Fact[] {
  return [...text.matchAll(patterns[lang])].flatMap(({ index, groups = {} }) => {
    const { day, month, alone, year, itsYear } = groups
    const number = months[lang].findIndex(stem => new RegExp(`^${stem}`, 'iu').test(month ?? alone ?? '')) + 1
    return number > 0 ? [{ index, fact: [day ?? [], number, year ?? itsYear ?? []].flat().join('.') }] : []
  })
}

function pattern(lang: Locale): RegExp {
  const month = `(?:${months[lang].join('|')})\\p{L}*`
  const year = '[\\s\\u00A0]+(?<year>(?:19|20)\\d\\d)'
  const day = '(?<day>\\d{1,2})(?:er)?[\\s\\u00A0]+'
  return new RegExp(`(?<![\\p{L}\\d])(?:${day}(?<month>${month})(?:${year})?|(?<alone>${month})${year.replace('year', 'itsYear')})`, 'giu')
}

/** Something that must be the same in all languages, at its index in a text. */
type Fact = { fact: string, index: number }

/**
 * The numbers of a text, without groups and with a decimal point, whatever the language writes.
 *
 * @example numbersIn('48 000 000, 95,7 %') // facts '48000000' and '95.7'
 */
export function numbersIn(text: string): Fact[] {
  return [...text.matchAll(/\d+(?:[\u00A0\u202F ]\d{3}(?!\d)|[.,]\d+)*/g)].map(({ 0: number, index }) => ({
    index,
    fact: number.replace(/[\u00A0\u202F ]/g, '').replace(/,(?=\d{3}(?!\d))/g, '').replace(',', '.'),
  }))
}

/** Records that cannot be read or are not complete. */
export function checkTranslations(root: string): Finding[] {
  const translations = readTranslations(root)
  return [...translations.flatMap(({ findings }) => findings), ...uncompared(translations)]
}

/** Pages that bear on safety and are behind in a language. A release waits for them. */
export function checkBehind(root: string): Finding[] {
  return readTranslations(root).filter(({ page }) => safetyPages.includes(page)).flatMap(({ page, blocks, compared }) => localeCodes.flatMap((locale) => {
    const source = newerThan(compared, locale, blocks)
    return source ? [finding('translation-behind', pageFile(locale, page), fileStart, { source: pageFile(source, page), page: `${locale}/${page}` })] : []
  }))
}

/** A project that has begun no record is not told so page by page. */
function uncompared(translations: readonly TranslatedPage[]): Finding[] {
  if (translations.every(({ compared }) => Object.keys(compared).length === 0)) return []
  return translations.filter(({ findings }) => findings.length === 0).flatMap(({ page, blocks, compared }) => {
    const languages = uncomparedIn(compared, blocks)
    return languages.length > 0 ? [finding('translation-unrecorded', pageFile(defaultLocale, page), fileStart, { languages: languages.join(', ') })] : []
  })
}
