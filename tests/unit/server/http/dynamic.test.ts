import { describe, expect, it } from 'vitest'
import { createDynamicDocuments, isDynamic } from '../../../../server/http/dynamic.ts'

describe('isDynamic', () => {
  it.each(['/ru/visits', '/fr/visits/2026', '/en/visits/2026-11', '/api/visits.json', '/api/visits.csv'])('admits %s', path => expect(isDynamic(path)).toBe(true))

  it.each([
    '/visits', '/de/visits', '/ru/visits/', '/ru/visits/26', '/ru/visits/2026-1', '/ru/visits/2026-13', '/ru/visits/2026-00', '/ru/visits/2026-11-24',
    '/ru/visits/2026/11', '/ru/visits/all', '/ru/visits/20260', '/api/statistics', '/api/visits.json/2026', '/__nuxt_content/pages/query',
  ])('keeps %s from the framework', path => expect(isDynamic(path)).toBe(false))
})

/** A framework that notes what it was asked for, and figures of 2026-11 alone, which `change` changes. */
function site({ status = 200, unreadable }: { status?: number, unreadable?: Error } = {}) {
  const asked: string[] = []
  const states: (string | undefined)[] = []
  let edition = { periods: new Map([['2026', 0], ['2026-11', 0]]) }
  const dynamic = createDynamicDocuments({
    render: async (path) => {
      asked.push(path)
      return { status, headers: new Headers({ 'content-type': 'text/html; charset=utf-8' }), text: async () => `<p>${path}</p>` }
    },
    edition: async () => {
      if (unreadable !== undefined) throw unreadable
      return edition
    },
    onState: fault => states.push(fault),
  })
  return { asked, states, dynamic, change: () => edition = { ...edition } }
}

describe('createDynamicDocuments', () => {
  it('makes a page once, which counts as a page of its locale', async () => {
    const { asked, dynamic } = site()
    const [first, second] = [await dynamic('/fr/visits/2026-11'), await dynamic('/fr/visits/2026-11')]
    expect(first?.variants.identity.body).toBe('<p>/fr/visits/2026-11</p>')
    expect(first?.locale).toBe('fr')
    expect(second).toBe(first)
    expect(asked).toEqual(['/fr/visits/2026-11'])
  })

  it('makes each page again when a figure has changed, and only then', async () => {
    const { asked, dynamic, change } = site()
    for (let time = 0; time < 3; time++) await Promise.all(['/ru/visits', '/ru/visits/2026'].map(dynamic))
    expect(asked).toHaveLength(2)
    change()
    for (let time = 0; time < 3; time++) await Promise.all(['/ru/visits', '/ru/visits/2026'].map(dynamic))
    expect(asked).toHaveLength(4)
  })

  it('makes nothing for years and months without figures', async () => {
    const { asked, dynamic } = site()
    const paths = Array.from({ length: 9000 }, (_, index) => `/ru/visits/${index + 1000}`).filter(path => path !== '/ru/visits/2026')
    const answers = await Promise.all([...paths, '/ru/visits/2026-10'].map(dynamic))
    expect(new Set(answers)).toEqual(new Set([undefined]))
    expect(asked).toEqual([])
  })

  it('throws when the framework fails, and asks again next time', async () => {
    const { asked, states, dynamic } = site({ status: 500 })
    await expect(dynamic('/ru/visits')).rejects.toThrow('500')
    await expect(dynamic('/ru/visits')).rejects.toThrow('500')
    expect(asked).toHaveLength(2)
    expect(states).toEqual(['the framework answered 500', 'the framework answered 500'])
  })

  it('does not trouble the framework when the figures cannot be read, and says why', async () => {
    const { asked, states, dynamic } = site({ unreadable: Object.assign(new Error('in /var/lib'), { code: 'EACCES' }) })
    for (const path of ['/ru/visits', '/ru/visits/2026', '/api/visits.json']) await expect(dynamic(path)).rejects.toThrow()
    expect(asked).toEqual([])
    expect(new Set(states)).toEqual(new Set(['EACCES']))
  })
})
