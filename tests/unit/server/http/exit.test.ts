import { describe, expect, it } from 'vitest'
import { isExit } from '../../../../server/http/exit.ts'

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
