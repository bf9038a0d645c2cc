import { describe, expect, it } from 'vitest'
import { admit, isExit, isPlainPath, meantPath, toOriginForm, type Asked } from '../../../../server/http/door.ts'

it.each<[method: string, target: string, host: string | undefined, expected: string | number]>([
  ['GET', '/', 'example.org', '/'],
  ['HEAD', '/ru/steps', 'example.org:8080', '/ru/steps'],
  ['GET', '/ru/', '[2001:db8::1]:3000', '/ru/'],
  ['GET', '/ru/steps?utm_source=x&y=%2e%2e', '127.0.0.1', '/ru/steps'],
  ['GET', '/.well-known/release.json', 'example.org', '/.well-known/release.json'],
  ['GET', '/nothing-here.php', 'example.org', '/nothing-here.php'],
  ['POST', '/ru', 'example.org', 405],
  ['TRACE', '/ru', 'example.org', 405],
  ['GET', '/ru', undefined, 400],
  ['GET', '/ru', 'user@example.org', 400],
  ['GET', '/ru', 'example.org/x', 400],
  ['GET', '/ru', 'example.org:99999999', 400],
  ['GET', '/ru', '', 400],
  ['GET', '/ru', 'example.org, example.org', 400],
  ['GET', '/ru', 'guide_upstream:3000', '/ru'],
  ['GET', 'http://example.org/ru', 'other.example', '/ru'],
  ['GET', 'HTTPS://example.org:443/ru/steps?a=b', undefined, '/ru/steps'],
  ['GET', 'http://[2001:db8::1]', 'other.example', '/'],
  ['GET', 'http://example.org?a=/b', 'other.example', '/'],
  ['GET', 'http://example.org//ru', 'other.example', '//ru'],
  ['GET', 'http://example.org/ru/../en', 'other.example', 400],
  ['GET', 'http://example.org/ru', 'a.example, b.example', 400],
  ['GET', 'http://user@example.org/ru', 'example.org', 400],
  ['GET', 'http://user@/ru', 'example.org', 400],
  ['GET', 'http://example.org\\/ru', 'example.org', 400],
  ['GET', 'http:///ru', 'example.org', 400],
  ['GET', 'http://', 'example.org', 400],
  ['GET', 'ftp://example.org/ru', 'example.org', 400],
  ['GET', 'example.org:443', 'example.org', 400],
  ['GET', '*', 'example.org', 400],
  ['GET', 'ru', 'example.org', 400],
  ...[
    '/ru)', '/ru%C2%BB.', '/ru%BB', '/ru"', '/en/steps%3E', '/)', '/ru%20', '/ru%E2%80%8B', '/ru/steps&fbclid=x', '/ru/steps%0A', '/ru/steps%D0%B8', '/ru;x', '/ru%',
    '//', '//ru', '//evil.example/', '/ru//steps', '/ru..', '/ru%2e%2e', '/ru%2fsteps', '/ru%d1%80', '/%d1%80', '/{ru}', '/<script>', '/ru%3F', '/ru%23', '/ru%25',
    '/ru)%0d%0a', '/ru%C0%AF', '/ru@', '/ru%252e%252e',
  ].map((path): [string, string, string, string] => ['GET', path, 'example.org', path]),
  ['GET', '/ru)?a=b', 'example.org', '/ru)'],
  ['GET', `/ru/contact?${'x'.repeat(2048)}`, 'example.org', '/ru/contact'],
  ['GET', `/ru/contact&${'x'.repeat(2048)}`, 'example.org', `/ru/contact&${'x'.repeat(2048)}`],
  ...[
    '/.', '/..', '/.x', '/.git/config', '/.well-known/.x', '/.well-known/../x', '/.well-known.json', '/ru/.well-known/x', '/ru/../etc/passwd', '/ru/..', '/ru/.', '/ru/./steps',
    '/%2e%2e/x', '/%2E%2e/x', '/ru/%2e', '/ru%2f..', '/ru%2f%2e%2e', '/ru//../x', '/ru/..%D0%B8', '/ru/%2e%2e/%BB', '/ru)/..', '/ru%0a/..', '/ru%00', '/ru)%00', '/ru\\', '/ru%5c', '/ru%5C..',
    '/\\evil.example', '//\\evil.example',
  ].map((path): [string, string, string, number] => ['GET', path, 'example.org', 400]),
  ['GET', `/ru?${'x'.repeat(2600)}`, 'example.org', 414],
  ['GET', `/${'x'.repeat(2600)}`, 'example.org', 414],
])('%s %s of %s: %s', (method, url, host, expected) => {
  expect(look({ method, url, headers: { host } })).toBe(expected)
})

/** What the door makes of a request in HTTP/1.1 of a visitor, unless said otherwise: its path, or the status that refuses it. */
function look(change: Partial<Asked>, isFromProxy = false): string | number {
  const request: Asked = { method: 'GET', url: '/ru', httpVersion: '1.1', headers: {}, ...change }
  toOriginForm(request)
  const admission = admit(request, () => isFromProxy)
  return admission.admitted ? admission.path : admission.status
}

it('lets in without a host what comes in HTTP/1.0, where there was none, or through a trusted proxy', () => {
  expect(look({})).toBe(400)
  expect(look({ httpVersion: '1.0' })).toBe('/ru')
  expect(look({}, true)).toBe('/ru')
  expect(look({ headers: { host: 'a b' } }, true)).toBe(400)
})

it('takes the host of an absolute target for that of the request', () => {
  const request: Asked = { method: 'GET', url: 'http://Asked.example:8080/ru?a=b', httpVersion: '1.1', headers: { host: 'other.example' } }
  toOriginForm(request)
  expect(request).toMatchObject({ url: '/ru?a=b', headers: { host: 'Asked.example:8080' } })
})

it.each(['/', '/ru', '/ru/steps', '/files/info-ru.html', '/.well-known/release.json'])('%s may be asked for', path => expect(isPlainPath(path)).toBe(true))
it.each(['//ru', '/ru//x', '/ru/..', '/ru)', '/ru%20', '/.x', '/ru\n'])('%j may not', path => expect(isPlainPath(path)).toBe(false))

describe('meantPath', () => {
  it.each([
    ['/RU', '/ru'],
    ['/UK', '/uk'],
    ['/ua', '/uk'],
    ['/UA/steps', '/uk/steps'],
    ['/en-US', '/en'],
    ['/ru-RU/steps', '/ru/steps'],
    ['/uk_UA/Contact', '/uk/contact'],
    ['//ru', '/ru'],
    ['/ru//steps', '/ru/steps'],
    ['/ru/steps.', '/ru/steps'],
    ['/ru/steps...', '/ru/steps'],
    ['/ru/Steps.HTML', '/ru/steps'],
    ['/ru/steps/index.html', '/ru/steps'],
    ['/ru/index.html', '/ru'],
    ['/index.html', '/'],
    ['/ru.html', '/ru'],
    ['/ru/steps&fbclid=x', '/ru/steps'],
    ['/ru/steps%26utm_source=%D0%B8', '/ru/steps'],
    ['/ru/steps%3Futm_source=x', '/ru/steps'],
    ['/ru/steps%0A', '/ru/steps'],
    ['/ru/steps%20/', '/ru/steps'],
    ['/ru/steps%D0%B8', '/ru/steps'],
    ['/ru/steps%E2%80%8B', '/ru/steps'],
    ['/ru/steps%BB', '/ru/steps'],
    ['/ru%C2%BB.', '/ru'],
    ['/ru),/steps', '/ru'],
    ['/ru%2Fsteps', '/ru/steps'],
    ['/ru/visits/2026-11)', '/ru/visits/2026-11'],
    ['/RU/nothing', '/ru/nothing'],
    ['/de/steps', '/de/steps'],
    ['//evil.example/', '/evil'],
    ['/)', '/)'],
    ['/%D1%80', '/%D1%80'],
    ['//', '//'],
    ['/ru/steps', '/ru/steps'],
  ])('of %s is %s', (path, meant) => expect(meantPath(path)).toBe(meant))
})

const onion = 'invented2345address.onion'

function ask(target: string, referer: string | undefined, host = 'site.example') {
  return isExit({ target, referer, host, originHosts: ['origin.example'] })
}

describe('isExit', () => {
  it.each([
    ['a page', '/ru', 'https://site.example/ru'],
    ['a page with a slash at the end', '/ru/steps/', 'https://site.example/ru/steps/'],
    ['a page with a query', '/ru?utm_source=tg&x=%D1%8F', 'https://site.example/ru?utm_source=tg&x=%D1%8F'],
    ['a page with an empty query', '/ru?', 'https://site.example/ru?'],
    ['a page that does not exist', '/nothing/here.html', 'https://site.example/nothing/here.html'],
    ['the figures of a month', '/fr/visits/2026-11', 'https://site.example/fr/visits/2026-11'],
    ['a proxy that has ended TLS', '/ru', 'http://site.example/ru'],
    ['a port that the host has', '/ru', 'http://site.example:3000/ru', 'site.example:3000'],
    ['a port that a proxy hides', '/ru', 'https://site.example:8443/ru'],
    ['a host in capitals', '/ru', 'https://site.example/ru', 'Site.Example'],
    ['the name that readers see when a proxy asks by another', '/ru', 'https://origin.example/ru', '127.0.0.1:3000'],
    ['an onion service', '/ru', `http://${onion}/ru`, onion],
    ['an address of this machine', '/ru', 'http://[::1]:3000/ru', '[::1]:3000'],
    ['a program that sends the fragment', '/ru', 'https://site.example/ru#main'],
  ])('recognises %s', (_name: string, target: string, referer: string, host?: string) => expect(ask(target, referer, host)).toBe(true))

  it.each([
    ['no Referer', '/ru', undefined],
    ['an empty Referer', '/ru', ''],
    ['a link from another page', '/ru', 'https://site.example/ru/steps'],
    ['a link to a page below', '/ru/steps', 'https://site.example/ru'],
    ['the same page in another language', '/uk/steps', 'https://site.example/ru/steps'],
    ['another site', '/ru', 'https://other.example/ru'],
    ['a subdomain', '/ru', 'https://www.site.example/ru'],
    ['an onion address that is not asked for', '/ru', `http://${onion}/ru`],
    ['the origin alone', '/ru', 'https://site.example/'],
    ['a slash too many', '/ru', 'https://site.example/ru/'],
    ['a slash too few', '/ru/', 'https://site.example/ru'],
    ['a query that only the address has', '/ru?a', 'https://site.example/ru'],
    ['a query that only the Referer has', '/ru', 'https://site.example/ru?a'],
    ['other letters', '/ru', 'https://site.example/RU'],
    ['a path that only begins alike', '/ru', 'https://site.example/ruble'],
    ['user information', '/ru', 'https://site.example@other.example/ru'],
    ['a Referer without scheme', '/ru', 'site.example/ru'],
    ['a Referer that is a path', '/ru', '/ru'],
    ['a broken Referer', '/ru', 'https://[/ru'],
    ['two Referers in one', '/ru', 'https://site.example/ru, https://site.example/ru'],
    ['another name of this site, from where `/` leads on', '/ru', 'https://mirror.example/ru'],
    ['a file that a program fetches', '/files/info-ru.html', 'https://site.example/files/info-ru.html'],
    ['a file of the release', '/.well-known/security.txt', 'https://site.example/.well-known/security.txt'],
    ['the list of pages', '/sitemap.xml', 'https://site.example/sitemap.xml'],
    ['data that a program asks for', '/api/visits.json', 'https://site.example/api/visits.json'],
    ['a look at the health', '/health/ready', 'https://site.example/health/ready'],
  ])('is not misled by %s', (_name, target, referer) => expect(ask(target, referer)).toBe(false))
})
