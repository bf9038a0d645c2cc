import { describe, expect, it } from 'vitest'
import { parseHostNames } from '../../../../server/counter/address.ts'

const read = (list: string) => parseHostNames(list, (entry, wanted) => new Error(`${entry}: ${wanted}`))

describe('parseHostNames', () => {
  it.each([
    ['', []],
    ['guide.example', ['guide.example']],
    [' A.example,b-1.example , ,', ['a.example', 'b-1.example']],
  ])('reads "%s"', (list, names) => {
    expect(read(list)).toEqual(names)
  })

  it.each(['https://a.example', 'a.example:80', 'a b', 'пример.example'])('refuses "%s"', (entry) => {
    expect(() => read(`ok.example,${entry}`)).toThrow(`${entry}: a comma list of host names, without scheme and port`)
  })
})
