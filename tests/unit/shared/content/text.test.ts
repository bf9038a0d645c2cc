import { expect, it } from 'vitest'
import { jsonFindings } from '../../../../shared/content/text.ts'

it('says where the fault is, as far as the reader knows', () => {
  const placeOf = (text: string) => jsonFindings(text, 'x.json').map(({ line, column }) => [line, column])
  expect(placeOf('{\n  "a": "1",\n}\n')).toEqual([[3, 1]])
  expect(placeOf('not json')).toEqual([[1, 1]])
  expect(placeOf('[]')).toEqual([[1, 1]])
  expect(placeOf('{ "a": "1" }')).toEqual([])
})
