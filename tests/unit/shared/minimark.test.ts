import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asSection, channelsIn, confirmationDays, foldSections, numberNotes, withoutNotes, type MinimarkNode } from '../../../shared/minimark.ts'
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

describe('numberNotes', () => {
  it('numbers each source by its first use, without the space before it', () => {
    const { nodes, keys } = numberNotes([['p', {}, 'One ', ['source', { name: 'b' }], ['source', { name: 'a' }], '. Two ', ['b', {}, 'three ', ['source', { name: 'b' }]]]])
    expect(keys).toEqual(['b', 'a'])
    expect(nodes).toEqual([['p', {}, 'One', ['sup', {}, '[1]'], ['sup', {}, '[2]'], '. Two ', ['b', {}, 'three', ['sup', {}, '[1]']]]])
  })

  it('leaves the words alone where nothing lists the sources', () => {
    expect(withoutNotes([['p', {}, 'One ', ['source', { name: 'b' }], '.']])).toEqual([['p', {}, 'One', '.']])
  })
})

describe('foldSections', () => {
  const lead: MinimarkNode = ['p', {}, 'lead']
  const unknown: MinimarkNode = ['unknown', {}, 'x']
  const section = (name: string): MinimarkNode[] => [['h2', { id: name }, name], ['p', {}, name]]

  it('leaves the first sections open and folds the others, without ids', () => {
    expect(foldSections([lead, ...section('a'), ...section('b'), unknown], 1)).toEqual([
      lead,
      ['section', {}, ['h2', {}, 'a'], ['p', {}, 'a']],
      ['details', { class: 'fold' }, ['summary', {}, ['h2', {}, 'b']], ['p', {}, 'b']],
      unknown,
    ])
  })

  it('folds the questions of a section, which stands open itself', () => {
    expect(foldSections([['h2', {}, 'a'], lead, ['h3', {}, 'why'], ['p', {}, 'so']], 0)).toEqual([
      ['section', {}, ['h2', {}, 'a'], lead, ['details', { class: 'fold' }, ['summary', {}, ['h3', {}, 'why']], ['p', {}, 'so']]],
    ])
  })

  it('can leave all open', () => {
    expect(foldSections(section('a'), Infinity)).toEqual([['section', {}, ['h2', {}, 'a'], ['p', {}, 'a']]])
  })
})
