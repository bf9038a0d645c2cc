import { describe, expect, it } from 'vitest'
import { readYaml } from '../../../../shared/content/yaml.ts'

function lines(text: string, firstLine?: number): string[] {
  return readYaml(text, 'x.yml', firstLine).findings.map(({ line, rule }) => `${line} ${rule}`)
}

describe('readYaml', () => {
  it.each([
    ['an unterminated quote', 'a: "1\nb: 2\n', '1 yaml'],
    ['an unclosed list', 'a: 1\nb: [x,\n', '2 yaml'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', '3 yaml'],
    ['a second colon', 'title: Emergency: call now\n', '1 yaml'],
    ['two documents', 'a: 1\n---\nb: 2\n', '2 yaml'],
    ['an anchor', 'a: &x "1"\n', '1 yaml'],
    ['a tag', 'a: "1"\nb: !!str 1\n', '2 yaml'],
    ['a merge key', '<<: { a: "1" }\n', '1 yaml'],
    ['a number as key', '1: "x"\n', '1 yaml'],
    ['a date without quotes', 'a: "x"\non: 2022-12-17\n', '2 quotes'],
    ['a word that older readers take for a boolean', 'a: no\n', '1 quotes'],
    ['a time without quotes', 'a: 12:30\n', '1 quotes'],
  ])('refuses %s', (_name, text, finding) => {
    expect(lines(text)).toContain(finding)
  })

  it('refuses an alias', () => {
    expect(lines('a: &x "1"\nb: *x\n')).toEqual(['1 yaml', '2 yaml'])
  })

  it('accepts quoted texts, comments, numbers, booleans and null', () => {
    const { value, findings } = readYaml('# no\na: "2022-12-17"\nb: 12\nc: true\nd: null\ne: word\non: "x"\n', 'x.yml')
    expect(findings).toEqual([])
    expect(value).toEqual({ a: '2022-12-17', b: 12, c: true, d: null, e: 'word', on: 'x' })
  })

  it('knows the place of a path, and of the nearest parent of a missing one', () => {
    const yaml = readYaml('a:\n  b:\n    - "x"\n    - { c: "y" }\nd: +1\n', 'x.yml', 2)
    expect([['a', 'b', 1, 'c'], ['a', 'b', 0], ['a', 'z'], ['d'], ['nowhere']].map(path => yaml.placeOf(path))).toEqual([
      { line: 5, column: 9 }, { line: 4, column: 7 }, { line: 2, column: 1 }, { line: 6, column: 1 }, { line: 2, column: 1 },
    ])
    expect(yaml.plainAt(['d'])).toBe('+1')
    expect(yaml.plainAt(['a', 'b', 0])).toBeUndefined()
  })
})
