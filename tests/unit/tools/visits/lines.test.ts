import { describe, expect, it } from 'vitest'
import { createLineSplitter, longestLine } from '../../../../tools/visits/lines.ts'

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
    expect(split(Buffer.concat([all, Buffer.from('\n')]))).toEqual([all.toString('latin1')])
  })

  it('names a line that is too long, and goes on behind it', () => {
    const long = 'x'.repeat(longestLine)
    expect(split(`a\n${long}`, long, long, 'y\nb\n')).toEqual(['a', undefined, 'b'])
    expect(split(`${long}x\nb`)).toEqual([undefined, 'b'])
    expect(split(`a\n${long}`, 'x')).toEqual(['a', undefined])
    expect(split(`${long}\n`)).toEqual([long])
  })
})
