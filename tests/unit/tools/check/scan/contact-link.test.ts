import { describe, expect, it } from 'vitest'
import { isContactLink } from '../../../../../tools/check/scan/contact-link.ts'

describe('isContactLink', () => {
  it.each([
    'tel:+380441234567', 'TEL:112', 'sms:112', 'tg://resolve?domain=some_bot', 'mailto:x@example.org', 'https://t.me/some_bot', '//t.me/some_bot', ' https://www.t.me/some_bot',
    'https://telegram.me/some_bot', 'https://wa.me/380501234567', 'https://api.whatsapp.com/send?phone=1', 'http://signal.me/#p/1',
  ])('%s', href => expect(isContactLink(href)).toBe(true))

  it.each(['/ru/contact', '#main', '', 'https://example.org/t.me/x', 'https://not-t.me/x', 'https://t.me.example.org/x', 'data:,', 'https://['])('not %s', (href) => {
    expect(isContactLink(href)).toBe(false)
  })
})
