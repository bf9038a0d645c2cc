import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asSection, channelsIn, confirmationDays } from '../../../shared/minimark.ts'
import type { Channel } from '../../../shared/contacts.ts'
import { readContent } from '../../../shared/content/read.ts'

it('lowers headings, drops ids and names what links led to, at any depth', () => {
  const body = asSection([
    ['h2', { id: 'network' }, 'Network'],
    ['ul', {}, ['li', { class: 'x' }, 'See ', ['a', { href: '/en/risks' }, ['strong', {}, 'the'], ' risks'], '.']],
    ['h3', {}, 'More'],
  ], href => `to ${href}`)
  expect(body).toEqual([
    ['h3', {}, 'Network'],
    ['ul', {}, ['li', { class: 'x' }, 'See ', ['strong', {}, 'the'], ' risks', ' (to /en/risks)', '.']],
    ['h4', {}, 'More'],
  ])
})

const { channels } = readContent(join(import.meta.dirname, '../../fixtures'), { today: '2026-11-24' })

describe('channelsIn', () => {
  it.each([
    ['one by its key, at any depth', ['ul', {}, ['li', {}, 'Call ', ['channel', { name: 'hotline-2' }], '.']], ['hotline-2']],
    ['those of the hotline', ['quick-contact', {}], ['hotline-1', 'hotline-2', 'bot', 'site']],
    ['all with a value', ['channels', {}], ['hotline-1', 'hotline-2', 'bot', 'site', 'search-site']],
    ['the one that has impostors', ['impostors', {}], ['bot']],
    ['none', ['p', {}, 'bot, hotline-1'], []],
  ] as const)('finds %s', (_what, node, keys) => {
    expect(channelsIn([['h2', {}, 'x'], JSON.parse(JSON.stringify(node))], channels).map(({ key }) => key)).toEqual(keys)
  })
})

describe('confirmationDays', () => {
  const confirmedOn = (on: string | null): Channel[] => channels.slice(0, 1)
    .map(channel => ({ ...channel, confirmed: on === null ? null : { on, by: 'A' }, approved: { on: on ?? '2026-01-01', by: 'B' } }))

  it('are none where nobody has confirmed any', () => {
    expect(confirmationDays(confirmedOn(null))).toBe('none')
    expect(confirmationDays([])).toBe('none')
  })

  it('are not told where one channel has none', () => {
    expect(confirmationDays([...confirmedOn('2026-02-01'), ...confirmedOn(null)])).toBe('some')
  })

  it('are the first and the last, though they have run out', () => {
    expect(confirmationDays(['2026-02-03', '2020-02-01', '2026-02-02'].flatMap(confirmedOn))).toEqual({ first: '2020-02-01', last: '2026-02-03' })
    expect(confirmationDays(confirmedOn('2026-02-03'))).toEqual({ first: '2026-02-03', last: '2026-02-03' })
  })
})
