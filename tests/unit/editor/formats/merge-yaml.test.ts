import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { matchItems, mergeYaml } from '../../../../editor/formats/merge-yaml.ts'

describe('mergeYaml', () => {
  it('reads back as what was written, whatever it was before', () => {
    const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null))
    const name = fc.stringMatching(/^[a-z]{1,4}$/)
    const value = fc.dictionary(name, fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(name, leaf, { maxKeys: 3 })), { maxKeys: 5 })
    fc.assert(fc.property(value, value, (before, after) => {
      const text = mergeYaml('a: 1\n', before)
      expect(parse(text)).toEqual(before)
      expect(parse(mergeYaml(text, after))).toEqual(after)
      expect(mergeYaml(text, before)).toBe(text)
    }))
  })

  it.each(['no', 'on', 'null', '2024', '12:30', '1e3', '', ' a', 'a: b'])('quotes %j, which some reader takes for something else', (word) => {
    expect(mergeYaml('a:\n  - some-word\n', { a: [word] })).toBe(`a:\n  - ${JSON.stringify(word)}\n`)
  })

  it('moves the comment of an item with the item', () => {
    const text = 'a:\n  - key: "x"\n  # about y\n  - key: "y"\n  - key: "z"\n'
    expect(mergeYaml(text, { a: [{ key: 'x' }, { key: 'new' }, { key: 'y' }] })).toBe('a:\n  - key: "x"\n  - key: "new"\n  # about y\n  - key: "y"\n')
  })
})

describe('mergeYaml, when the first item goes', () => {
  it.each([
    ['takes its comment along', 'a:\n  # about x\n  - key: "x"\n  # about y\n  - key: "y"\n', { a: [{ key: 'y' }] }, 'a:\n  # about y\n  - key: "y"\n'],
    ['leaves the next without one', 'a:\n  # about x\n  - key: "x"\n  - key: "y"\n', { a: [{ key: 'y' }] }, 'a:\n  - key: "y"\n'],
    ['moves its comment with it', 'a:\n  # about x\n  - key: "x"\n  - key: "y"\n', { a: [{ key: 'y' }, { key: 'x' }] }, 'a:\n  - key: "y"\n  # about x\n  - key: "x"\n'],
    ['keeps what is about the whole list', 'a:\n  # all\n\n  # about x\n  - { key: "x" }\n  - { key: "y" }\n', { a: [{ key: 'y' }] }, 'a:\n  # all\n  - { key: "y" }\n'],
    ['keeps the comment on the line of the name', 'a: # all\n  - "x"\n  - "y"\n', { a: ['y'] }, 'a:\n  # all\n  - "y"\n'],
    ['does so for texts', 'a:\n  # about x\n  - "x"\n  # about y\n  - "y"\n', { a: ['y'] }, 'a:\n  # about y\n  - "y"\n'],
    ['does so for fields', 'a:\n  # about x\n  x: 1\n  # about y\n  y: 2\n', { a: { y: 2 } }, 'a:\n  # about y\n  y: 2\n'],
    ['keeps the head of the file', '# head\nx: 1\n# about y\ny: 2\n', { y: 2 }, '# head\n\n# about y\ny: 2\n'],
    ['keeps the head of the file alone', '# head\n\n# about x\nx: 1\ny: 2\n', { y: 2 }, '# head\ny: 2\n'],
    ['keeps the comment of what is changed', 'a:\n  # about x\n  - "x" # and more\n  # about y\n  - "y"\n', { a: ['z', 'w'] }, 'a:\n  # about x\n  - "z" # and more\n  # about y\n  - "w"\n'],
  ])('%s', (_what, text, value, expected) => {
    expect(mergeYaml(text, value)).toBe(expected)
    expect(mergeYaml(text, parse(text))).toBe(text.replace('a: # all\n', 'a:\n  # all\n'))
  })
})

describe('matchItems', () => {
  it('knows an item by its key, an equal one by itself, and takes the rest in order', () => {
    expect(matchItems([{ key: 'a' }, { key: 'b' }], [{ key: 'b', n: 1 }, { key: 'a' }])).toEqual([1, 0])
    expect(matchItems(['x', 'y'], ['new', 'x', 'y'])).toEqual([undefined, 0, 1])
    expect(matchItems([{ on: 1 }, { on: 2 }], [{ on: 1 }, { on: 3 }])).toEqual([0, 1])
  })
})
