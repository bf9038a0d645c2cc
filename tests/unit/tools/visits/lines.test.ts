import { describe, expect, it } from 'vitest'
import { createLineSplitter, excerpt, longestLine } from '../../../../tools/visits/lines.ts'

function split(...chunks: (string | Buffer)[]): (string | undefined)[] {
  const lines: (string | undefined)[] = []
  const splitter = createLineSplitter(line => lines.push(line))
  for (const chunk of chunks) splitter.push(Buffer.from(chunk))
  splitter.end()
  return lines
}

describe('lines', () => {
  it.each([
    ['one', ['a\n'], ['a']],
    ['several', ['a\nb\n\nc\n'], ['a', 'b', '', 'c']],
    ['the last without an end', ['a\nb'], ['a', 'b']],
    ['ends of Windows', ['a\r\nb\r\n'], ['a', 'b']],
    ['in pieces', ['a', 'b', '\n', 'c\nd', 'e\n', 'f'], ['ab', 'c', 'de', 'f']],
    ['none', [], []],
  ])('%s', (_, chunks, lines) => expect(split(...chunks)).toEqual(lines))

  it('keeps every byte as one character', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte).filter(byte => byte !== 10 && byte !== 13))
    expect(split(Buffer.concat([Buffer.from('x'), all, Buffer.from('\n')]))).toEqual([`x${all.toString('latin1')}`])
  })

  it.each([
    ['a byte order mark', ['\uFEFFa\nb'], ['a', 'b']],
    ['a mark on a line of its own', ['\uFEFF\r\na'], ['', 'a']],
    ['the marks of files that were put together', ['a\n\uFEFFb'], ['a', 'b']],
    ['NULs of a file that was emptied', ['a\n\0\0\0b\n'], ['a', 'b']],
    ['NULs before a mark', ['\0\0', '\uFEFFa'], ['a']],
    ['but not NULs alone, where something was lost', ['a\n\0\0\0\r\n\0'], ['a', '\0', '\0']],
  ])('are without %s', (_, chunks, lines) => expect(split(...chunks)).toEqual(lines))

  it('stand behind more NULs than a line is long', () => {
    const nuls = '\0'.repeat(longestLine)
    expect(split(`a\n${nuls}`, nuls, nuls, 'b\n')).toEqual(['a', 'b'])
  })

  it('names a line that is too long, and goes on behind it', () => {
    const long = 'x'.repeat(longestLine)
    expect(split(`a\n${long}`, long, long, 'y\nb\n')).toEqual(['a', undefined, 'b'])
    expect(split(`${long}x\nb`)).toEqual([undefined, 'b'])
    expect(split(`a\n${long}`, 'x')).toEqual(['a', undefined])
    expect(split(`${long}\n`)).toEqual([long])
  })
})

it.each([
  ['77.88.8.8 - - [05/Oct', '… - - [05/Oct'],
  ['host:443 2a02:6b8::feed:ff - -', 'host:443 … - -'],
  ['::ffff:77.88.8.8 -', '… -'],
  ['{"remote_ip":"2a02:6b8::1"}', '{"remote_ip":"…"}'],
  ['08:00:01 GET', '… GET'],
  ['\u001B[31mred\0ÿ', '·[31mred··'],
  ['x'.repeat(100), `${'x'.repeat(80)}…`],
])('%j', (line, text) => expect(excerpt(line)).toBe(text))
