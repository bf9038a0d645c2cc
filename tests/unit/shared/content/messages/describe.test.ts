import { describe as group, expect, it } from 'vitest'
import { catalogues, describe, messageLanguage } from '../../../../../shared/content/messages/describe.ts'
import { isMessageId, rules } from '../../../../../shared/content/rules.ts'
import { localeCodes } from '../../../../../shared/locales.ts'
import { checkLetters } from '../../../../../tools/check/letters.ts'
import { checkTypography } from '../../../../../tools/check/typography.ts'

function placeholders(texts: readonly string[]): string[] {
  return [...new Set(texts.join(' ').match(/%\{\w+\}/g))].sort()
}

/** What stands for code and values in the texts is no prose. */
function prose(text: string): string {
  return text.replace(/"[^"]*"|\b(?:confirmed|approved|security|contact|mailto|name|ru|uk|fr|en|on|by):|\S*[%{}[\]<>&*_/=@+]\S*|npm run \S+|---?|:+[a-z]\S*|\.yml/g, '\uFFFC')
}

group('the messages of the checker', () => {
  it('have the same values in all languages, in what is wrong and in how to mend it', () => {
    for (const lang of localeCodes) {
      for (const [id, texts] of Object.entries(catalogues.en.messages)) {
        const own = Object.entries(catalogues[lang].messages).find(([key]) => key === id)?.[1] ?? []
        expect([lang, id, placeholders(own)]).toEqual([lang, id, placeholders(texts)])
      }
    }
  })

  it('are translated', () => {
    for (const lang of localeCodes.filter(code => code !== 'en')) {
      for (const [id, [message]] of Object.entries(catalogues[lang].messages)) {
        const english = Object.entries(catalogues.en.messages).find(([key]) => key === id)?.[1][0] ?? ''
        if (/[a-z]/.test(english.replace(/%\{\w+\}/g, ''))) expect([lang, id, message]).not.toEqual([lang, id, english])
      }
    }
  })

  it('belong to one rule each', () => {
    expect(Object.keys(catalogues.en.messages).filter(id => !isMessageId(id))).toEqual([])
    const listed = Object.values(rules).flatMap(({ messages }) => messages)
    expect(new Set(listed).size).toBe(listed.length)
  })

  it('keep the typography that they ask for', { timeout: 120_000 }, () => {
    const passages = localeCodes.flatMap(lang => Object.entries(catalogues[lang].messages).flatMap(([id, texts]) => texts.map(text => ({
      file: `${lang} ${id}`, lang, text: prose(text), offsets: undefined, placeAt: (column: number) => ({ line: 1, column }),
    }))))
    expect([...checkTypography(passages), ...checkLetters(passages)].map(({ file, messageId, data }) => [file, messageId, data])).toEqual([])
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
