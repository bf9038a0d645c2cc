import { expect, it } from 'vitest'
import { admit } from '../../../../server/http/door.ts'

it.each([
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
  ['GET', `/${'x'.repeat(600)}`, 'example.org', 414],
])('%s %s of %s: %s', (method, target, host, expected) => {
  const admission = admit(method, target, host)
  expect(admission.admitted ? admission.path : admission.status).toBe(expected)
})
