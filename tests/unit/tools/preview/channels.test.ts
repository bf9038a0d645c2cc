import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readContent } from '../../../../shared/content/read.ts'
import { changedChannels } from '../../../../tools/preview/channels.ts'
import { today } from '../check/sandbox.ts'

const { channels } = readContent(join(import.meta.dirname, '../../../fixtures'), { today })
const [first, ...rest] = channels

describe('changedChannels', () => {
  it('is silent when nothing differs', () => {
    expect(channels.length).toBeGreaterThan(3)
    expect(changedChannels(channels, channels)).toEqual([])
  })

  it('names the value as it is printed and each field that differs', () => {
    if (!first) throw new Error('the fixture has no channel')
    const after = { ...first, value: '+380441234568', display: '+380 44 123 45 68', href: 'tel:+380441234568' }
    expect(changedChannels(channels, [after, ...rest])).toEqual([{
      key: first.key, before: first.display, after: '+380 44 123 45 68', fields: [{ field: 'value', before: first.value, after: '+380441234568' }],
    }])
    expect(changedChannels(channels, [{ ...first, confirmed: null }, ...rest])).toMatchObject([{ before: first.display, after: first.display, fields: [{ field: 'confirmed', after: 'null' }] }])
  })

  it('names channels that came and went', () => {
    expect(changedChannels(channels, rest)).toMatchObject([{ key: first?.key, after: null }])
    expect(changedChannels(rest, channels)).toMatchObject([{ key: first?.key, before: null }])
  })
})
