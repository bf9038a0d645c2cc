import { placeCounter, type Place } from '../../shared/content/finding.ts'
import { assemble, object, type Visible } from '../../shared/content/markdown.ts'
import { readYaml, type YamlString, type YamlText } from '../../shared/content/yaml.ts'
import { isLocale, type Locale } from '../../shared/locales.ts'
import { parsePage } from './page.ts'

/**
 * A piece of prose: a paragraph, a heading, a list item, a message, a text of a YAML file; or words of another language within one.
 *
 * - `lang`: the language that judges it; one without rules passes.
 * - `text`: without markup; {@link object} stands for what is no prose.
 * - `offsets`: where each code unit of `text` stands in the file; undefined when escapes hide that. Then nothing is mended in it.
 */
export type Passage = {
  file: string
  lang: string
  text: string
  offsets: number[] | undefined
  placeAt: (index: number) => Place
}

/**
 * What readers may read of a file that editors write: the body, title and description of a page, the messages of a locale, and the texts
 * in a data file whose field is named after a locale.
 *
 * @param file its path from the root of the project
 */
export function passagesIn(file: string, text: string): Passage[] {
  const [, locale, name] = /([^/]+)(?:\/([^/]+))?\.(?:md|json)$/.exec(file.replace(/^locales\//, '')) ?? []
  if (file.endsWith('.yml')) return dataPassages(file, readYaml(text, file))
  if (!isLocale(locale)) return []
  return name === undefined ? messagePassages(file, locale, readYaml(text, file)) : pagePassages(parsePage(text, { file, locale, name }))
}

function dataPassages(file: string, { texts }: YamlText): Passage[] {
  return texts.flatMap((text) => {
    const locale = text.path.at(-1)
    return isLocale(locale) ? [yamlPassage(file, locale, text, 0)] : []
  })
}

/** None of a page without front matter: what stands there in its place is no prose. */
function pagePassages({ file, locale, text, bodyStart, yaml, markdown }: ReturnType<typeof parsePage>): Passage[] {
  if (bodyStart === 0) return []
  const placeAt = placeCounter(text)
  const fields = new Set(['title', 'description'])
  return [
    ...yaml.texts.filter(({ path: [field = ''], path }) => path.length === 1 && fields.has(field))
      // The front matter begins behind the line of ---.
      .map(string => yamlPassage(file, locale, string, text.indexOf('\n') + 1)),
    ...markdown.blocks.flatMap(({ own, foreign }) => [{ lang: locale, ...own }, ...foreign].map(({ lang, text: seen, offsets }) => {
      const inFile = offsets.map(offset => bodyStart + offset)
      return { file, lang, text: seen, offsets: inFile, placeAt: (index: number) => placeAt(inFile[index] ?? inFile.at(-1) ?? 0) }
    })),
  ]
}

/** @param begin where the YAML text begins in its file */
function yamlPassage(file: string, lang: Locale, string: YamlString, begin: number): Passage {
  return stringPassage(file, lang, string, visibleText(string.value, 0, string.value.length), begin)
}

/** Each plural form is a passage. */
function messagePassages(file: string, locale: Locale, { texts }: YamlText): Passage[] {
  return texts.flatMap(string => [...string.value.matchAll(/(?:(?!\s\|\s)[\s\S])+/g)].map(({ 0: form, index }) => {
    const from = index + form.length - form.trimStart().length
    return stringPassage(file, locale, string, visibleText(string.value, from, index + form.trimEnd().length), 0)
  }))
}

function stringPassage(file: string, lang: Locale, { start, place }: YamlString, { text, offsets }: Visible, begin: number): Passage {
  return {
    file,
    lang,
    text,
    offsets: start === undefined ? undefined : offsets.map(offset => begin + start + offset),
    placeAt: index => ({ line: place.line, column: place.column + (start === undefined ? 0 : offsets[index] ?? 0) }),
  }
}

/** The prose of a message of the interface or of a text in a data file: a placeholder and an address are an {@link object}. */
function visibleText(source: string, from: number, to: number): Visible {
  const parts = [...source.slice(from, to).matchAll(/(?<hidden>\{[^}]*\}|https?:\/\/\S+)|(?:(?!\{[^}]*\}|https?:\/\/\S)[^])+/g)]
    .map(({ 0: text, index, groups }) => ({ text: groups?.['hidden'] === undefined ? text : object, at: from + index }))
  return assemble(parts)
}
