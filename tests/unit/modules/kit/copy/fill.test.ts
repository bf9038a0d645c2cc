import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fillFileFacts } from '../../../../../modules/kit/copy/fill.ts'

const text = 'é'.repeat(700)
const files = new Map([['info.html', text]])

describe('fillFileFacts', () => {
  it('writes kilobytes, rounded up, and the hash of the bytes', () => {
    expect(fillFileFacts('%size:info.html% %sha256:info.html%', files, 'en')).toBe(`2 ${createHash('sha256').update(Buffer.from(text)).digest('hex')}`)
  })

  it('throws for a file that was not made', () => {
    expect(() => fillFileFacts('%size:info-xx.html%', files, 'en')).toThrow('info-xx.html')
  })

  it('leaves everything else', () => {
    expect(fillFileFacts('100% of info.html', files, 'en')).toBe('100% of info.html')
  })
})
