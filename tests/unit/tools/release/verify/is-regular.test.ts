import { describe, expect, it } from 'vitest'
import { isRegular } from '../../../../../tools/release/verify/is-regular.ts'

describe('isRegular', () => {
  it.each([
    '', 'text', '<!DOCTYPE html><html lang="fr"><head><meta charset=utf-8><title>A &lt; b</title><style>a>b{color:red}</style></head><body></body></html>',
    '<!--[--><p class=\'x\' hidden>1 < 2 > 0<br/></p ><!---->', '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', '<a href="a>b" >x</a>',
  ])('knows “%s”', html => expect(isRegular(html)).toBe(true))

  it.each([
    '<!--><img src=x onerror=x()>-->', '<!---><img src=x>-->', '<!-- --!><img src=x>-->', '<!-- without end', '<img \' src=x onerror=x()>', '<a/href=x>',
    '<img src="x"onerror=x()>', '<img src=x', '<title><!--</title><img src=x>-->', '<svg><style><img src=x onerror=x()></style></svg>', '<![CDATA[<img src=x>]]>',
    '<?xml?>', '</p x="><img src=x>">', '\uFFFD<p>', '<\0p>', '\u001B(J<p>',
  ])('refuses “%s”', html => expect(isRegular(html)).toBe(false))

  it('answers soon, whatever stands there', () => {
    for (const part of ['<a ', '<a x="', '<!--', ' ', '<style>', '<p x=\'"']) isRegular(`<p${' '.repeat(1000)}${part.repeat(100_000)}`)
  }, 5000)
})
