import { describe, expect, it } from 'vitest'
import { claimsModernBrowser } from '../../../../server/counter/verdict.ts'

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
    ['Opera Mini', 'Opera/9.80 (Android; Opera Mini/7.5.33361/191.249; U; ru) Presto/2.12.423 Version/12.16'],
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
