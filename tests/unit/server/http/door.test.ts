import { expect, it } from 'vitest'
import { admit } from '../../../../server/http/door.ts'

it.each<[method: string, target: string, host: string | undefined, expected: string | number]>([
  ['GET', '/', 'example.org', '/'],
  ['HEAD', '/ru/steps', 'example.org:8080', '/ru/steps'],
  ['GET', '/ru/', '[2001:db8::1]:3000', '/ru/'],
  ['GET', '/ru/steps?utm_source=x&y=%2e%2e', '127.0.0.1', '/ru/steps'],
  ['GET', '/.well-known/release.json', 'example.org', '/.well-known/release.json'],
  ['GET', '/.well-known/.x', 'example.org', 400],
  ['GET', '/.well-known/../x', 'example.org', 400],
  ['GET', '/ru/.well-known/x', 'example.org', 400],
  ['GET', '/.well-known.json', 'example.org', 400],
  ['GET', '/.git/config', 'example.org', 400],
  ['GET', '/nothing-here.php', 'example.org', '/nothing-here.php'],
  ['POST', '/ru', 'example.org', 405],
  ['TRACE', '/ru', 'example.org', 405],
  ['GET', '/ru', undefined, 400],
  ['GET', '/ru', 'user@example.org', 400],
  ['GET', '/ru', 'example.org/x', 400],
  ['GET', '/ru', 'example.org:99999999', 400],
  ['GET', 'http://example.org/ru', 'example.org', 400],
  ['GET', '*', 'example.org', 400],
  ['GET', '//evil.example/', 'example.org', 400],
  ['GET', '/\\evil.example', 'example.org', 400],
  ['GET', '/ru/../etc/passwd', 'example.org', 400],
  ['GET', '/ru/..', 'example.org', 400],
  ['GET', '/%2e%2e/x', 'example.org', 400],
  ['GET', '/ru%00', 'example.org', 400],
  ['GET', '/ru%2fsteps', 'example.org', 400],
  ['GET', '/р', 'example.org', 400],
  ...[
    '/ru)', '/ru,', '/ru%C2%BB.', '/ru%22', '/ru"', '/en/steps%3E', '/en/steps>', '/en/steps>).', '/ru/)', '/)', '/ru%E2%80%A6',
    '/ru%20', '/ru%E2%80%8B', '/ru**', '/ru`', '/ru%5D(', '/ru/steps!', '/ru;', '/ru%E3%80%82',
  ].map((path): [string, string, string, string] => ['GET', path, 'example.org', path]),
  ['GET', '/ru)?a=b', 'example.org', '/ru)'],
  ...[
    '/ru),/steps', '/ru)/', '/ru)..', '/ru/..', '/ru%2f', '/ru%5c', '/ru\\', '/ru)%00', '/ru)%0d%0a', '/ru)%1f', '/ru%C2%85', '/ru%', '/ru%25', '/ru%2e%2e', '/ru)%2e%2e', '/ru%C0%AF',
    '/ru%BB', '/ru;x', '/{ru}', '/<script>', '/ru%d1%80', '/ru@', '/ru%3F', '/ru#', '/ru%23', '/.',
  ].map((path): [string, string, string, number] => ['GET', path, 'example.org', 400]),
  ['GET', `/ru${')'.repeat(600)}`, 'example.org', 414],
  ['GET', `/${'x'.repeat(600)}`, 'example.org', 414],
])('%s %s of %s: %s', (method, target, host, expected) => {
  const admission = admit(method, target, host)
  expect(admission.admitted ? admission.path : admission.status).toBe(expected)
})
