import { describe, expect, it } from 'vitest'
import { verifyChannels } from '../../../../tools/release/verify/verify-channels.ts'

const page = 'fr/steps/index.html'

/** What is wrong with a page that has this piece and no channel. */
function problemsOf(html: string): string[] {
  return verifyChannels(new Map([[page, `<main><p>Texte</p>${html}</main>`]]), { channels: [], mirrors: [] })
}

describe('verifyChannels', () => {
  it.each([
    'tel:+380441234567', 'sms:112', 'tg://resolve?domain=fake_bot', 'viber://chat', 'whatsapp://send?phone=1', 'mailto:x@example.org', 'callto:112',
    '//t.me/fake_bot', 'https://www.t.me/fake_bot', ' https://t.me/fake_bot', 'https://telegram.dog/fake_bot', 'https://api.whatsapp.com/send?phone=1',
  ])('finds a link to %s', href => expect(problemsOf(`<a href="${href}">x</a>`)).toEqual([expect.stringContaining('shows a contact that is not in the manifest')]))

  it('finds a number that is like none of ours', () => expect(problemsOf('<p>+7 999 111-22-33</p>')).toEqual([expect.stringContaining('+7 999 111-22-33')]))

  it.each(['<script>x()</script>', '<SCRIPT src=https://example.org/x></SCRIPT>', '<form action=/x></form>', '<iframe></iframe>'])(
    'finds %s', html => expect(problemsOf(html)).toContainEqual(expect.stringContaining('which no page of a release has')))

  it.each(['/fr/contact', '../contact/index.html', '#main', '', 'https://example.org/article-1234567890', 'data:,'])(
    'lets a link to "%s" pass', href => expect(problemsOf(`<a href="${href}">x</a><p>24 novembre 2026</p>`)).toEqual([]))
})
