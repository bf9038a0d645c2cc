import { describe, expect, it } from 'vitest'
import { parseTrustedProxies, peerOf } from '../../../../server/counter/address.ts'
import { claimsModernBrowser, decide, judge, type Verdict } from '../../../../server/counter/verdict.ts'

type Headers = Record<string, string>
type Case = [name: string, headers: Headers, verdict: Verdict]

const chromium = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1'
const oldAndroid = 'Mozilla/5.0 (Linux; Android 5.1; A33f) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/61.0.3163.98 Mobile Safari/537.36'

const elsewhere = 'https://vk.com/'
const ownPage = 'https://site.example/ru/start'
const reloadedByChromium = { 'cache-control': 'max-age=0' }

/** The headers of Fetch Metadata as a tab sends them; `user`: with a click, a typed address or another program's link. */
function tab(site: string, user?: 'user'): Headers {
  return { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', ...user && { 'sec-fetch-user': '?1' } }
}

function part(destination: string, mode: string, site = 'same-origin'): Headers {
  return { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination }
}

function judgeFrom(userAgent: string | undefined, headers: Headers, change: { method?: string, host?: string, ownHosts?: string[], secure?: boolean } = {}): Verdict {
  return judge({
    method: 'GET',
    host: 'site.example',
    ownHosts: ['mirror.example'],
    secure: false,
    ...change,
    headers: { ...userAgent !== undefined && { 'user-agent': userAgent }, ...headers },
  })
}

const inBoth: Case[] = [
  ['typed, bookmark, another program', tab('none', 'user'), 'visit'],
  ['typed again', { ...tab('none', 'user'), 'if-none-match': '"1"' }, 'visit'],
  ['link from another site', { ...tab('cross-site', 'user'), referer: elsewhere }, 'visit'],
  ['link from another site, noreferrer', tab('cross-site', 'user'), 'visit'],
  ['redirect by another site', { ...tab('cross-site', 'user'), referer: elsewhere }, 'visit'],
  ['redirect by script of another site', { ...tab('cross-site'), referer: elsewhere }, 'visit'],
  ['link from a subdomain', { ...tab('same-site', 'user'), referer: 'https://www.site.example/' }, 'internal'],
  ['link from this site', { ...tab('same-origin', 'user'), referer: ownPage }, 'internal'],
  ['form or meta refresh of this site', { ...tab('same-origin'), referer: ownPage }, 'internal'],
  ['link from a mirror that sends its Referer', { ...tab('cross-site', 'user'), referer: 'https://mirror.example/ru/start' }, 'internal'],
  ['<link rel=prefetch>', { ...part('empty', 'no-cors'), 'sec-purpose': 'prefetch' }, 'speculative'],
  ['iframe', part('iframe', 'navigate', 'cross-site'), 'subresource'],
  ['frame', part('frame', 'navigate', 'cross-site'), 'subresource'],
  ['object', part('object', 'navigate', 'cross-site'), 'subresource'],
  ['image', part('image', 'no-cors', 'cross-site'), 'subresource'],
  ['fetch()', part('empty', 'cors', 'cross-site'), 'subresource'],
  ['mode other than navigate', part('document', 'no-cors', 'none'), 'subresource'],
  ['service worker passes a typed address on', part('empty', 'navigate'), 'visit'],
  ['service worker passes a link from another site on', { ...part('empty', 'navigate'), referer: elsewhere }, 'visit'],
  ['service worker passes a link from this site on', { ...part('empty', 'navigate'), referer: ownPage }, 'internal'],
  ['a value of Sec-Fetch-Site that no browser sends', tab('everywhere', 'user'), 'internal'],
]

describe.each([['Chromium', chromium], ['Firefox', firefox]])('%s', (_, userAgent) => {
  it.each(inBoth)('%s', (_, headers, verdict) => expect(judgeFrom(userAgent, headers)).toBe(verdict))
})

describe('only Chromium', () => {
  it.each<Case>([
    ['reload of a typed address', { ...tab('none', 'user'), ...reloadedByChromium }, 'reload'],
    ['reload after a link from another site', { ...tab('cross-site', 'user'), ...reloadedByChromium, referer: elsewhere }, 'reload'],
    ['reload without the cache', { ...tab('none', 'user'), 'cache-control': 'no-cache', 'pragma': 'no-cache' }, 'reload'],
    ['location.reload()', { ...tab('same-origin'), ...reloadedByChromium, referer: ownPage }, 'internal'],
    ['typed, with a cache setting that is no reload', { ...tab('none', 'user'), 'cache-control': 'max-age=3600' }, 'visit'],
    ['speculation rules, prefetch', { ...tab('none'), 'sec-purpose': 'prefetch' }, 'speculative'],
    ['speculation rules, prerender', { ...tab('none'), 'sec-purpose': 'prefetch;prerender' }, 'speculative'],
    ['prefetch through a proxy that hides the address', { ...tab('none'), 'sec-purpose': 'prefetch;anonymous-client-ip' }, 'speculative'],
    ['prefetch as Chromium did it before 2023', { ...tab('cross-site'), purpose: 'prefetch' }, 'speculative'],
    ['a prerender that names no prefetch', { ...tab('none'), 'sec-purpose': 'prerender' }, 'speculative'],
    ['typed, with a purpose that is no loading in advance', { ...tab('none', 'user'), 'sec-purpose': 'reading' }, 'visit'],
    ['Chromium 76, which sent no destination', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 'visit'],
    ['Chromium 76, iframe', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'nested-navigate' }, 'subresource'],
  ])('%s', (_, headers, verdict) => expect(judgeFrom(chromium, headers)).toBe(verdict))
})

describe('only Firefox', () => {
  it.each<Case>([
    ['reload of a typed address', tab('none'), 'reload'],
    ['back to a page, restored session', tab('none'), 'reload'],
    ['reload after a link from another site: like a redirect by script', { ...tab('cross-site'), referer: elsewhere }, 'visit'],
    ['location.reload(): like a typed address', tab('none', 'user'), 'visit'],
    ['service worker passes a typed address on', part('empty', 'same-origin'), 'subresource'],
    ['prefetch as Firefox did it before version 90', { 'x-moz': 'prefetch' }, 'speculative'],
  ])('%s', (_, headers, verdict) => expect(judgeFrom(firefox, headers)).toBe(verdict))
})

describe('Safari, which never sends Sec-Fetch-User', () => {
  it.each<Case>([
    ['typed', tab('none'), 'visit'],
    ['link from another site', tab('cross-site'), 'visit'],
    ['link from this site', { ...tab('same-origin'), referer: ownPage }, 'internal'],
    ['preview in the list of favourites', { 'x-purpose': 'preview' }, 'speculative'],
    ['Firefox for iOS is Safari inside', { ...tab('none'), 'user-agent': safari.replace('Version/26.1', 'FxiOS/145.0') }, 'visit'],
  ])('%s', (_, headers, verdict) => expect(judgeFrom(safari, headers)).toBe(verdict))
})

/** The browser of Facebook's app for Android, as https://github.com/omrilotan/isbot/issues/314 has it, with what a SIM card and a phone call themselves. */
function facebook({ carrier = 'NL KPN', maker = 'samsung', device = 'SM-S921B' }): string {
  return `[FBAN/FB4A;FBAV/567.1.0.52.74;FBBV/1003893689;FBDM/{density=3.0,width=1080,height=2340};FBLC/uk_UA;FBRV/1012267334;FBCR/${carrier};`
    + `FBMF/${maker};FBBD/${maker};FBPN/com.facebook.katana;FBDV/${device};FBSV/16;FBOP/1;FBCA/arm64-v8a:;]`
}

const withoutFetchMetadata: Case[] = [
  ['typed', {}, 'visit'],
  ['link from another site', { referer: elsewhere }, 'visit'],
  ['link from this site', { referer: ownPage }, 'internal'],
  ['link from this site, upper case', { referer: 'HTTPS://SITE.EXAMPLE/ru' }, 'internal'],
  ['link from a mirror', { referer: 'http://mirror.example/ru' }, 'internal'],
  ['link from a site whose name only ends with ours', { referer: 'https://notsite.example/' }, 'visit'],
  ['link from a site that has our name in its path', { referer: 'https://evil.example/site.example' }, 'visit'],
  ['Referer that is no address', { referer: 'site.example' }, 'visit'],
  ['Referer of an app', { referer: 'android-app://org.telegram.messenger/' }, 'visit'],
  ['reload', reloadedByChromium, 'reload'],
  ['reload after a link from another site', { ...reloadedByChromium, referer: elsewhere }, 'reload'],
  ['reload with several directives', { 'cache-control': 'private, no-cache' }, 'reload'],
  ['reload with several directives in another order', { 'cache-control': 'no-cache, private' }, 'reload'],
  ['a directive that only begins like that of a reload', { 'cache-control': 'max-age=01' }, 'visit'],
]

describe.each([
  ['browser from before Fetch Metadata', oldAndroid],
  ['current Chromium over plain HTTP', chromium],
  ['current Firefox over plain HTTP', firefox],
])('%s', (_, userAgent) => {
  it.each(withoutFetchMetadata)('%s', (_, headers, verdict) => expect(judgeFrom(userAgent, headers)).toBe(verdict))
})

describe('a program that says it is a modern browser, over HTTPS', () => {
  const secure = { secure: true }

  it.each<Case>([
    ['without Sec-Fetch headers', {}, 'doubtful'],
    ['with a Referer from elsewhere', { referer: elsewhere }, 'doubtful'],
    ['with a Referer from this site', { referer: ownPage }, 'internal'],
    ['with the Cache-Control of a reload', reloadedByChromium, 'reload'],
    ['that loads in advance', { 'sec-purpose': 'prefetch' }, 'speculative'],
    ['with all of them', tab('none', 'user'), 'visit'],
    ['with the mode alone', { 'sec-fetch-mode': 'navigate' }, 'visit'],
    ['with the site alone', { 'sec-fetch-site': 'none' }, 'visit'],
    ['with the destination alone', { 'sec-fetch-dest': 'document' }, 'visit'],
    ['through a service worker', part('empty', 'navigate'), 'visit'],
  ])('%s', (_, headers, verdict) => expect(judgeFrom(chromium, headers, secure)).toBe(verdict))

  it.each([['Chromium', chromium], ['Firefox', firefox], ['Safari', safari]])('%s', (_, userAgent) => {
    expect(judgeFrom(userAgent, {}, secure)).toBe('doubtful')
    expect(judgeFrom(userAgent, {})).toBe('visit')
    expect(judgeFrom(userAgent, tab('cross-site'), secure)).toBe('visit')
  })

  it.each([
    ['a browser from before Fetch Metadata', oldAndroid],
    ['a page inside an Android app', chromium.replace('x86_64', 'x86_64; wv')],
    ['w3m', 'w3m/0.5.3+git20230121'],
  ])('not %s', (_, userAgent) => expect(judgeFrom(userAgent, {}, secure)).toBe('visit'))
})

describe('onion service', () => {
  const host = 'invented2345address.onion'

  it.each<Case>([
    ['typed, Fetch Metadata as Tor Browser sends it', tab('none', 'user'), 'visit'],
    ['reload in Tor Browser', tab('none'), 'reload'],
    ['link from another site in Tor Browser', tab('cross-site', 'user'), 'visit'],
    ['link from this site in Tor Browser', { ...tab('same-origin', 'user'), referer: `http://${host}/ru/start` }, 'internal'],
    ['typed, no Fetch Metadata', {}, 'visit'],
    ['link from this site, no Fetch Metadata', { referer: `http://${host}/ru/start` }, 'internal'],
  ])('%s', (_, headers, verdict) => expect(judgeFrom(firefox, headers, { host })).toBe(verdict))
})

describe('host names', () => {
  it.each([
    ['a port in both', 'site.example:8080', 'http://site.example:8080/ru'],
    ['a port that a proxy hides', 'site.example', 'https://site.example:8443/ru'],
    ['a default port', 'site.example:443', 'https://site.example/ru'],
    ['upper case', 'Site.Example', 'https://site.example/ru'],
    ['IPv6', '[2a02:6b8::1]:3000', 'http://[2a02:6b8::1]:3000/ru'],
  ])('own Referer with %s', (_, host, referer) => expect(judgeFrom(oldAndroid, { referer }, { host })).toBe('internal'))
})

describe('methods', () => {
  it.each(['HEAD', 'POST', 'OPTIONS'])('%s', method => expect(judgeFrom(chromium, tab('none', 'user'), { method })).toBe('not-get'))
})

describe('robots and link previews', () => {
  it.each([
    ['Telegram', 'TelegramBot (like TwitterBot)'],
    ['WhatsApp', 'WhatsApp/2.25.33.75 A'],
    ['Signal', 'WhatsApp/2'],
    ['VK', 'Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)'],
    ['Odnoklassniki', 'Mozilla/5.0 (compatible; OdklBot/1.0 like Linux; klass@odnoklassniki.ru)'],
    ['iMessage', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0'],
    ['Discord', 'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)'],
    ['Viber', 'Viber'],
    ['Viber with a version', 'Viber/24.8.0.3 CFNetwork/1568.200.51 Darwin/24.1.0'],
    ['Facebook', 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
    ['Facebook, for a model', 'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)'],
    ['Facebook, fetching', 'meta-externalfetcher/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)'],
    ['Facebook, catalogues', 'facebookcatalog/1.0'],
    ['a robot that calls itself an app of Facebook', `${oldAndroid} [FB_IAB/FB4A;FBAV/444.0.0.0.110;] YandexBot/3.0`],
    ['a robot in a field that only ends like one of the phone', `${oldAndroid} [FB_IAB/FB4A;NOFBDV/YandexBot/3.0;]`],
    ['Slack', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'],
    ['Yandex', 'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)'],
    ['Mail.Ru', 'Mozilla/5.0 (compatible; Linux x86_64; Mail.RU_Bot/2.0; +http://go.mail.ru/help/robots)'],
    ['Google', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
    ['a crawler for a language model', 'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.3; +https://openai.com/gptbot)'],
    ['curl', 'curl/8.14.1'],
    ['headless Chromium', chromium.replace('Chrome/', 'HeadlessChrome/')],
    ['an empty user agent', ''],
    ['no user agent', undefined],
  ])('%s', (_, userAgent) => expect(judgeFrom(userAgent, tab('none', 'user'))).toBe('bot'))
})

describe('people whose user agent could be taken for a robot', () => {
  it.each([
    ['Yandex Browser', `${chromium} YaBrowser/25.10.0.0`],
    ['Telegram for Android', `${oldAndroid} Telegram-Android/12.1.1 (Oppo A33f; Android 5.1; SDK 22; LOW)`],
    ['inside VK', `${safari} VKAndroidApp/8.100`],
    ['inside Instagram', `${safari} Instagram 400.0.0.0`],
    ['inside Facebook', facebook({})],
    ['inside Facebook, a carrier of one word', facebook({ carrier: 'Kyivstar' })],
    ['inside Facebook, no SIM card', facebook({ carrier: '' })],
    ['inside Facebook, a carrier with a mark', facebook({ carrier: 'A1|BG' })],
    ['inside Facebook, a Cubot phone', facebook({ maker: 'CUBOT', device: 'CUBOT_NOTE_S' })],
    ['inside Facebook for iPhone, a carrier with a mark', `${safari} [FBAN/FBIOS;FBAV/168.0.0.57.90;FBDV/iPhone7,2;FBMD/iPhone;FBSN/iOS;FBCR/A1|BG;FBID/phone;FBLC/ru_RU;FBOP/5;FBRV/0]`],
    ['inside Facebook Lite', '[FBAN/EMA;FBLC/ru_RU;FBAV/380.0.0.11.104;FBCR/MTS;FBDV/M2006C3LG;]'],
    ['inside Messenger', `${oldAndroid} [FB_IAB/Orca-Android;FBAV/331.0.0.15.119;]`],
    ['inside Viber', `${oldAndroid} Viber/12.1.0.11`],
    ['Opera Mini', 'Opera/9.80 (Android; Opera Mini/7.5.33361/191.249; U; ru) Presto/2.12.423 Version/12.16'],
    ['a Cubot phone', oldAndroid.replace('A33f', 'CUBOT NOTE S')],
    ['Tor Browser', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ])('%s', (_, userAgent) => expect(judgeFrom(userAgent, {})).toBe('visit'))
})

it('answers the same for a user agent seen before, and after thousands of others', () => {
  const judgments = () => [judgeFrom('TelegramBot (like TwitterBot)', {}), judgeFrom(chromium, {})]
  expect(judgments()).toEqual(['bot', 'visit'])
  for (let number = 0; number < 3000; number++) judgeFrom(`${chromium} Invented/${number}`, {})
  expect(judgments()).toEqual(['bot', 'visit'])
})

it('bounds the time that a very long user agent takes', () => {
  const start = performance.now()
  for (let number = 0; number < 100; number++) judgeFrom(`${number}${'bo '.repeat(5000)}`, {})
  expect(performance.now() - start).toBeLessThan(1000)
})

const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

describe('claims to be a browser that sends Sec-Fetch headers', () => {
  it.each([
    ['Chrome 80', `${android} Chrome/80.0.3987.99 Mobile Safari/537.36`],
    ['Chrome 140', `${android} Chrome/140.0.0.0 Mobile Safari/537.36`],
    ['Chromium', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Ubuntu Chromium/80.0.3987.87 Chrome/80.0.3987.87 Safari/537.36'],
    ['Edge', `${android} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0`],
    ['Yandex Browser', `${android} Chrome/140.0.0.0 YaBrowser/25.10.0.0 Safari/537.36`],
    ['Samsung Internet', `${android} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`],
    ['Firefox 90', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:90.0) Gecko/20100101 Firefox/90.0'],
    ['Firefox for Android', 'Mozilla/5.0 (Android 14; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0'],
    ['Safari 16.4', `${mac} Version/16.4 Safari/605.1.15`],
    ['Safari 26', `${mac} Version/26.1 Safari/605.1.15`],
    ['Safari 16.10', `${mac} Version/16.10 Safari/605.1.15`],
    ['Safari 16.4 on an iPhone', `${iphone} Version/16.4 Mobile/15E148 Safari/604.1`],
    ['Safari 16.4 on an iPad', `${iphone.replace('(iPhone;', '(iPad;')} Version/16.4 Mobile/15E148 Safari/604.1`],
    ['Safari 16.4 on an iPod', `${iphone.replace('(iPhone;', '(iPod touch;')} Version/16.4 Mobile/15E148 Safari/604.1`],
    ['a phone that is called Mini', `${android.replace('K)', 'Galaxy S5 Mini)')} Chrome/140.0.0.0 Mobile Safari/537.36`],
    ['a phone whose name only begins like the mark of a WebView', `${android.replace('K)', 'wv20)')} Chrome/140.0.0.0 Mobile Safari/537.36`],
    ['a phone whose name only ends like a browser that is exempt', `${android.replace('K)', 'Musilk)')} Chrome/140.0.0.0 Mobile Safari/537.36`],
  ])('%s', (_, userAgent) => expect(claimsModernBrowser(userAgent)).toBe(true))
})

describe('claims nothing of the kind', () => {
  it.each([
    ['Chrome 79', `${android} Chrome/79.0.3945.93 Mobile Safari/537.36`],
    ['old Edge', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.102 Safari/537.36 Edge/18.19582'],
    ['Firefox 89', 'Mozilla/5.0 (X11; Linux x86_64; rv:89.0) Gecko/20100101 Firefox/89.0'],
    ['Safari 16.3', `${mac} Version/16.3 Safari/605.1.15`],
    ['Safari 15', `${iphone} Version/15.6.1 Mobile/15E148 Safari/604.1`],
    ['the browser of Android 4', 'Mozilla/5.0 (Linux; U; Android 4.0.3; ru-ru) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30'],
    ['Chrome for iOS', `${iphone} CriOS/145.0.0.0 Mobile/15E148 Safari/604.1`],
    ['Firefox for iOS', `${iphone} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`],
    ['a page inside an iPhone app', `${iphone} Mobile/15E148 VKIOSApp/8.100`],
    ['GNOME Web', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15'],
    ['a page inside an Android app', 'Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36'],
    ['UC Browser', 'Mozilla/5.0 (Linux; U; Android 10; en-US; K) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.5.0.1313 Mobile Safari/537.36'],
    ['UC Browser, written as two words', `${android} Chrome/140.0.0.0 UC Browser/13.5.0.1313 Mobile Safari/537.36`],
    ['UC Browser by its older name', `UCWEB/2.0 ${android} Chrome/140.0.0.0 Mobile Safari/537.36`],
    ['Puffin', 'Mozilla/5.0 (X11; U; Linux x86_64; ru-RU) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/100.0.4896.127 Safari/537.36 Puffin/9.7.2.51367AP'],
    ['Silk', 'Mozilla/5.0 (Linux; Android 9; KFMAWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.4.1 like Chrome/120.0.6099.230 Safari/537.36'],
    ['Opera Mini', 'Opera/9.80 (Android; Opera Mini/7.5.33361/191.249; U; ru) Presto/2.12.423 Version/12.16'],
    ['Opera Mini with an engine of Chromium', `${android} Chrome/140.0.0.0 Mobile Safari/537.36 Opera Mini/80.0`],
    ['K-Meleon', 'Mozilla/5.0 (Windows NT 10.0; rv:102.0) Gecko/20100101 Firefox/102.0 K-Meleon/76.5'],
    ['a program whose name only ends with Firefox', 'NotFirefox/145.0'],
    ['a program whose name only ends with Chrome', 'NotChrome/145.0'],
    ['a Safari whose version is cut off', `${mac} Version/17. Safari/605.1.15`],
    ['Pale Moon', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Goanna/6.8 Firefox/128.0 PaleMoon/33.7.0'],
    ['SeaMonkey', 'Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0 SeaMonkey/2.53.21'],
    ['w3m', 'w3m/0.5.3+git20230121'],
    ['Lynx', 'Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.9'],
    ['nobody', ''],
  ])('%s', (_, userAgent) => expect(claimsModernBrowser(userAgent)).toBe(false))
})

it('takes no long time for a hostile user agent', () => {
  const start = performance.now()
  claimsModernBrowser(`${'(iPhone Version/1.1 '.repeat(400)}Safari`)
  expect(performance.now() - start).toBeLessThan(50)
})

it.each([
  ['visit', chromium, tab('none', 'user'), 'UA'],
  ['doubtful', chromium, {}, 'UA'],
  ['internal', chromium, tab('same-origin', 'user'), undefined],
  ['speculative', chromium, { 'sec-purpose': 'prefetch' }, undefined],
  ['bot', 'curl/8.14.1', {}, undefined],
])('a request that is %s: only a visit, doubtful or not, has a country', (verdict, userAgent, headers, country) => {
  expect(decide({
    method: 'GET', host: 'site.example', ownHosts: [], secure: true, headers: { 'user-agent': userAgent, ...headers },
    peer: peerOf('77.88.8.8', parseTrustedProxies('')), address: '77.88.8.8', countryHeader: undefined, countries: { builtOn: '2026-11-01', lookUp: () => 'UA' },
  })).toEqual({ verdict, country })
})
