import { expect, it } from 'vitest'
import { securityText } from '../../../shared/security-txt.ts'

it('writes the fields that RFC 9116 asks for, less than a year ahead of the release', () => {
  expect(securityText('https://report.example/', '2026-11-24')).toBe([
    'Contact: https://report.example/',
    'Expires: 2027-11-19T00:00:00Z',
    'Preferred-Languages: ru, uk, fr, en',
    '',
  ].join('\n'))
})
