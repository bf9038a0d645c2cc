import { describe, expect, it } from 'vitest'
import { describe as inEnglish } from '../../../../shared/content/messages/describe.ts'
import { checkOutputExit } from '../../../../tools/check/output-exit.ts'

const leave = { ru: 'https://weather.example/ru', uk: 'https://weather.example/uk', fr: 'https://weather.example/fr', en: 'https://weather.example/en' }
const page = '<body><a id="exit" href="">Leave</a><main>Words</main></body>'
const blank = '<head><meta http-equiv="refresh" content="0;url=https://weather.example/fr"></head><body><div><main></main></div></body>'

function messages(path: string, text: string): string[] {
  return checkOutputExit([{ path, file: path, text }], leave).map(({ messageId, data }) => inEnglish('en', messageId, data).message)
}

describe('checkOutputExit', () => {
  it('finds nothing on right pages', () => {
    expect(messages('fr/steps/index.html', page)).toEqual([])
    expect(messages('fr/x/index.html', blank)).toEqual([])
    expect(messages('files/info-fr.html', '<a href="#part">Words</a>')).toEqual([])
    expect(messages('robots.txt', 'User-agent: *')).toEqual([])
  })

  it.each([
    ['a page without exit', 'fr/steps/index.html', page.replace('id="exit"', ''), '0 quick exits'],
    ['two exits', 'fr/steps/index.html', page + page, '2 quick exits'],
    ['a page that leads on', 'fr/steps/index.html', page + blank, 'leads on by itself: <meta'],
    ['a page that loads itself again', 'fr/steps/index.html', `<META content=5 HTTP-EQUIV=Refresh>${page}`, 'leads on by itself: <META'],
    ['an exit on the blank page', 'fr/x/index.html', blank.replace('<main>', '<a id="exit" href=""></a><main>'), '1 quick exits'],
    ['a blank page that stays', 'fr/x/index.html', '<body></body>', 'leads on by itself: nowhere'],
    ['a blank page that leads to the site of another language', 'ru/x/index.html', blank, 'leads on by itself: <meta'],
    ['a blank page with words', 'fr/x/index.html', blank.replace('<main>', '<main>One moment'), 'shows something'],
    ['a link to a part of itself', 'fr/steps/index.html', page.replace('Words', '<a href="#part">Words</a>'), 'links to a fragment'],
    ['a link to a part of another page', 'missing/index.html', '<a class=x href=/fr/faq#part>Words</a>', 'links to a fragment'],
    ['a form', 'fr/steps/index.html', page.replace('Words', '<form action="/"></form>'), 'something to fill in'],
    ['a field', 'fr/steps/index.html', page.replace('Words', '<input type="search">'), 'something to fill in'],
  ])('refuses %s', (_name, path, html, message) => {
    expect(messages(path, html)).toEqual([expect.stringContaining(message)])
  })
})
