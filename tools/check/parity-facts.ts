import { finding, placeCounter, type Finding, type Place } from '../../shared/content/finding.ts'
import type { Locale } from '../../shared/locales.ts'
import { datesIn } from './facts/dates.ts'
import { numbersIn, type Fact } from './facts/numbers.ts'
import type { Page } from './page.ts'
import { proseBlocks } from './prose/blocks.ts'
import { visibleMarkdown, type Visible } from './prose/visible.ts'

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
  const { text, bodyStart, markdown: { headings, bodyLine } } = page
  const lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const starts = [bodyStart, ...headings.map(({ line }) => lines[line - 1] ?? text.length)]
  return starts.map((from, index) => {
    const blocks = proseBlocks(text.slice(0, starts[index + 1]), from).map(block => visibleMarkdown(text, block.from, block.to).own)
    return {
      page,
      place: headings[index - 1] ?? { line: bodyLine, column: 1 },
      text: blocks.map(block => `${block.text}\n`).join(''),
      offsets: blocks.flatMap(block => [...block.offsets, text.length]),
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
