import { describe, expect, it } from 'vitest'
import { spellingsOf, wordsOf } from '../../../../tools/check/spelling.ts'

describe('wordsOf', () => {
  it('finds words with apostrophes and hyphens, and leaves out what has digits', () => {
    expect(wordsOf('L’armée (д’Арк), п’ять-шість — A4, 24-х, sha256sum, gov.ua, .well-known; “end’.').map(({ text }) => text)).toEqual(['L’armée', 'д’Арк', 'п’ять-шість', 'end'])
    expect(wordsOf('a bc')).toEqual([{ text: 'a', index: 0 }, { text: 'bc', index: 2 }])
  })
})

describe('spellingsOf', () => {
  it.each([
    ['l’armée', 'fr', ['armée']],
    ['dit-on', 'fr', ['dit', 'on']],
    ['qu’aujourd’hui', 'fr', ['aujourd’hui']],
    ['Ukrinform’s', 'en', ['Ukrinform']],
    ['don’t', 'en', ['don\'t']],
    ['пам’ять', 'uk', ['пам\'ять']],
    ['IP-адреса', 'ru', ['IP', 'адреса']],
  ])('%s in %s may be right by its parts', (word, lang, parts) => {
    expect(spellingsOf(word, lang)).toContainEqual([...parts])
    expect(spellingsOf(word, lang)[0]).toEqual([word])
  })
})
