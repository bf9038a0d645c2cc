import { describe as group, expect, it } from 'vitest'
import { isMessageId, rules } from '../../../shared/content/rules.ts'
import { localeCodes, type Locale } from '../../../shared/locales.ts'
import { describe, fillWords, messageLanguage, toolWords } from '../../../shared/tool-words.ts'
import { checkLetters } from '../../../tools/check/letters.ts'
import { checkTypography } from '../../../tools/check/typography.ts'

/** All texts of a catalogue, by the keys that lead to them. */
function textsOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]])
  return new Map(Object.entries(value).flatMap(([key, child]) => [...textsOf(child, `${path}/${key}`)]))
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/%\{\w+\}/g))].sort()
}

const others: readonly Locale[] = localeCodes.filter(code => code !== 'en')
const english = textsOf(toolWords.en)

/** What stands for code and values in the texts is no prose. */
function prose(text: string): string {
  return text.replace(/"[^"]*"|\b(?:confirmed|approved|security|contact|mailto|name|ru|uk|fr|en|on|by):|\S*[%{}[\]<>&*_/=@+]\S*|npm run \S+|---?|:+[a-z]\S*|\.yml/g, '\uFFFC')
}

group('the words of the tools', () => {
  it.each(others)('say the same things in %s, and nothing besides', (lang) => {
    expect([...textsOf(toolWords[lang]).keys()].sort()).toEqual([...english.keys()].sort())
  })

  it.each(others)('have the same values in %s', (lang) => {
    const texts = textsOf(toolWords[lang])
    // One and the other text of a message share its values.
    const valuesOf = (all: ReadonlyMap<string, string>, path: string) => {
      const message = /^\/checker\/messages\/[^/]+\//.exec(path)?.[0]
      return placeholders(message === undefined ? all.get(path) ?? '' : `${all.get(`${message}fault`)} ${all.get(`${message}mend`)}`)
    }
    for (const path of english.keys()) expect([path, valuesOf(texts, path)]).toEqual([path, valuesOf(english, path)])
  })

  it.each(others)('are translated into %s: the messages of the checker', (lang) => {
    const texts = textsOf(toolWords[lang])
    for (const [path, text] of english) {
      if (path.startsWith('/checker/messages/') && path.endsWith('/fault') && /[a-z]/.test(text.replace(/%\{\w+\}/g, ''))) expect([path, texts.get(path)]).not.toEqual([path, text])
    }
  })

  it('keep the typography that the checker asks for', { timeout: 120_000 }, () => {
    const passages = localeCodes.flatMap(lang => [...textsOf(toolWords[lang].checker.messages), ...textsOf(toolWords[lang].translations)].map(([path, text]) => ({
      file: `${lang} ${path}`, lang, text: prose(text), offsets: undefined, placeAt: (column: number) => ({ line: 1, column }),
    })))
    expect([...checkTypography(passages), ...checkLetters(passages)].map(({ file, messageId, data }) => [file, messageId, data])).toEqual([])
  })
})

group('the messages of the checker', () => {
  it('belong to one rule each', () => {
    expect(Object.keys(toolWords.en.checker.messages).filter(id => !isMessageId(id))).toEqual([])
    const listed = Object.values(rules).flatMap(({ messages }) => messages)
    expect(new Set(listed).size).toBe(listed.length)
  })
})

group('fillWords', () => {
  it('puts a value in place of its name, wherever it stands', () => {
    expect(fillWords('%{page}: %{source}, %{page}', { page: 'fr/steps', source: 'ru' })).toBe('fr/steps: ru, fr/steps')
  })
})

group('describe', () => {
  it('puts in values, and the names of things in the language of the message', () => {
    expect(describe('fr', 'markdown', { what: { term: 'table' } }).message).toBe('les pages ne contiennent pas ceci\u00A0: un tableau')
    expect(describe('en', 'link-nowhere', { href: '/ru/x', start: '/ru' }))
      .toEqual({ message: 'there is no page /ru/x', mend: 'link to a page of the menu; the start page is /ru' })
  })
})

group('messageLanguage', () => {
  it.each([
    [{}, 'en'], [{ LANG: 'C.UTF-8' }, 'en'], [{ LANG: 'fr_FR.UTF-8' }, 'fr'], [{ LANG: 'uk' }, 'uk'], [{ LANG: 'de', LC_ALL: 'ru_RU' }, 'ru'], [{ LANG: 'ru', LC_ALL: '' }, 'ru'],
  ])('%j gives %s', (env, lang) => {
    expect(messageLanguage(env)).toBe(lang)
  })
})
