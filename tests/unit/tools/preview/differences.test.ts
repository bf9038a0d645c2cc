import { describe, expect, it } from 'vitest'
import { findDifferences } from '../../../../tools/preview/differences.ts'
import { readPageText } from '../../../../tools/preview/page-text.ts'
import { formatPieces } from '../../../../tools/report/words.ts'

type Parts = { title?: string, main?: string, foot?: string, style?: string }

function html({ title = 'Title', main = '<p>Text</p>', foot = 'Foot', style = 'p{}' }: Parts = {}): string {
  return `<!DOCTYPE html><html><head><title>${title}</title><style>${style}</style><meta name="description" content="About"></head>`
    + `<body><header>Menu</header><main>${main}</main><footer>${foot}</footer></body></html>`
}

function differ(before: Record<string, Parts>, after: Record<string, Parts>) {
  const render = (site: Record<string, Parts>): Map<string, string> => new Map(Object.entries(site).map(([path, parts]) => [path, html(parts)]))
  const { pages, repeated, framed } = findDifferences(render(before), render(after))
  return {
    pages: pages.map(({ path, state, texts }) => [path, state, ...texts.map(formatPieces)]),
    ...repeated.length > 0 && { repeated: repeated.map(({ path }) => path) },
    framed: framed.map(({ path, texts }) => [path, ...texts.map(formatPieces)]),
  }
}

describe('findDifferences', () => {
  it('is silent about what is the same', () => {
    expect(differ({ '/fr': {} }, { '/fr': {} })).toEqual({ pages: [], framed: [] })
  })

  it('shows the words that differ, of the title too', () => {
    expect(differ({ '/fr/steps': { title: 'Le titre', main: '<p>Appelez demain</p><p>Fin</p>' } }, { '/fr/steps': { title: 'Un titre', main: '<p>Appelez ce soir</p><p>Fin</p>' } }))
      .toEqual({ pages: [['/fr/steps', 'changed', '[-Le-]{+Un+} titre', 'Appelez [-demain-]{+ce soir+}']], framed: [] })
  })

  it('shows Cyrillic by words, not by letters', () => {
    expect(differ({ '/ru': { main: '<p>Позвоните завтра</p>' } }, { '/ru': { main: '<p>Позвоните вчера</p>' } }).pages)
      .toEqual([['/ru', 'changed', 'Позвоните [-завтра-]{+вчера+}']])
  })

  it('shows where a link leads', () => {
    expect(differ({ '/en': { main: '<p><a href="tel:+11">Call</a></p>' } }, { '/en': { main: '<p><a href="tel:+12">Call</a></p>' } }).pages)
      .toEqual([['/en', 'changed', 'Call ‹tel:+[-11-]{+12+}›']])
  })

  it('shows lines that came and went', () => {
    expect(differ({ '/en': { main: '<ul><li>One</li><li>Two</li></ul>' } }, { '/en': { main: '<ul><li>Two</li><li>Three</li></ul>' } }).pages)
      .toEqual([['/en', 'changed', '[-One-]', '{+Three+}']])
  })

  it('knows new and removed pages, in the order of the languages', () => {
    expect(differ({ '/en/old': {} }, { '/uk/new': {}, '/ru/new': {} }).pages.map(page => page.slice(0, 2)))
      .toEqual([['/ru/new', 'new'], ['/uk/new', 'new'], ['/en/old', 'removed']])
  })

  it('sets pages apart whose frame or style alone differs', () => {
    expect(differ({ '/ru': {}, '/fr': {} }, { '/ru': { foot: 'New foot' }, '/fr': { style: 'p{margin:0}' } }))
      .toEqual({ pages: [], framed: [['/ru', '[-Foot-]{+New foot+}'], ['/fr']] })
  })

  it('reports a page whose look alone differs, without text', () => {
    expect(differ({ '/ru': { main: '<p>Text</p>' } }, { '/ru': { main: '<p class="notice">Text</p>' } }).pages).toEqual([['/ru', 'changed']])
  })
})

describe('findDifferences of the page of everything', () => {
  const everything = (own: string, ...sections: string[]): Parts => ({
    main: `<h1>${own}</h1>${sections.map(text => `<details class="section" open><summary><h2>A</h2></summary><p>${text}</p></details>`).join('')}<p>End</p>`,
  })
  const one = { '/fr/steps': { main: '<p>Un</p>' } }
  const two = { '/fr/steps': { main: '<p>Deux</p>' } }

  it('does not repeat what another page shows', () => {
    expect(differ({ ...one, '/fr/all': everything('Tout', 'Un', 'Fin') }, { ...two, '/fr/all': everything('Tout', 'Deux', 'Fin') }))
      .toEqual({ pages: [['/fr/steps', 'changed', '[-Un-]{+Deux+}']], repeated: ['/fr/all'], framed: [] })
  })

  it('shows what it says itself', () => {
    expect(differ({ ...one, '/fr/all': everything('Tout', 'Un') }, { ...two, '/fr/all': everything('Rien', 'Deux') }).pages)
      .toEqual([['/fr/steps', 'changed', '[-Un-]{+Deux+}'], ['/fr/all', 'changed', '[-Tout-]{+Rien+}']])
  })

  it('shows a section that differs although no page does', () => {
    expect(differ({ '/fr/all': everything('Tout', 'Un'), '/ru/steps': {} }, { '/fr/all': everything('Tout', 'Deux'), '/ru/steps': { main: '<p>New</p>' } }).pages)
      .toEqual([['/ru/steps', 'changed', '[-Text-]{+New+}'], ['/fr/all', 'changed', '[-Un-]{+Deux+}']])
  })
})

describe('findDifferences of the files to keep', () => {
  const copies = (hash: string, size: string, name = 'info-fr.html'): Parts => ({
    main: `<ul class="copies"><li><a href="/files/${name}" download="${name}">${name}</a> — <span lang="fr">Français</span>, ${size}<br> SHA-256 : <code translate="no">${hash.repeat(64)}</code></li></ul>`,
  })

  it('takes another checksum and another size for no change', () => {
    expect(differ({ '/fr/keep': copies('a', '124 ko') }, { '/fr/keep': copies('b', '1\u202F125 ko') })).toEqual({ pages: [], framed: [] })
  })

  it('shows a file that is new', () => {
    expect(differ({ '/fr/keep': copies('a', '124 ko') }, { '/fr/keep': copies('b', '125 ko', 'info-uk.html') }).pages).toHaveLength(1)
  })

  it('shows such a checksum anywhere else', () => {
    const main = (hash: string): Parts => ({ main: `<p><code>${hash.repeat(64)}</code></p>` })
    expect(differ({ '/fr/genuine': main('a') }, { '/fr/genuine': main('b') }).pages).toHaveLength(1)
  })
})

describe('readPageText', () => {
  it('gives lines as a reader sees them', () => {
    const main = '<h2>A &amp; B</h2><p>One <strong>two</strong>&nbsp;three</p><ul><li>Four<small>five</small></li></ul><br>'
    expect(readPageText(html({ main })).main).toEqual(['A & B', 'One two\u00A0three', 'Four', 'five'])
  })

  it('keeps what an entity stands for once', () => {
    expect(readPageText(html({ main: '<p>&amp;lt; &#39; &#x2019;</p>' })).main).toEqual(['&lt; \' ’'])
  })
})
