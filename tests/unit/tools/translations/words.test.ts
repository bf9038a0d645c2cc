import { expect, it } from 'vitest'
import { words } from '../../../../tools/translations/words.ts'

it('keeps French signs of two parts with the word before them', () => {
  const { confirmed, notConfirmed, turned, untouched, states, kinds, ...texts } = words.fr
  const said = [confirmed('fr/steps', 'ru'), notConfirmed('fr/steps'), turned('fr/steps', 'ru'), untouched('fr/steps', 'ru', 'steps.json')]
  const all = [...Object.values(texts), ...Object.values(states), ...Object.values(kinds), ...said]
  for (const text of all) expect(text).not.toMatch(/[^\u00A0\u202F][:;?!]/)
})
