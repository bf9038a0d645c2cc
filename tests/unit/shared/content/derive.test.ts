import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readContent } from '../../../../shared/content/read.ts'

it('derives what is printed and linked from the value alone', () => {
  const { channels } = readContent(join(import.meta.dirname, '../../../fixtures'), { today: '2026-11-24' })
  expect(channels.map(({ key, display, href }) => [key, display, href])).toEqual([
    ['hotline-1', '+380 44 123 45 67', 'tel:+380441234567'],
    ['hotline-2', '+380 50 123 45 67', 'tel:+380501234567'],
    ['bot', '@some_test_bot', 'https://t.me/some_test_bot'],
    ['whatsapp', null, null],
    ['site', 'test.example.org', 'https://test.example.org/'],
    ['search-site', 'search.example.org', 'https://search.example.org/'],
  ])
})
