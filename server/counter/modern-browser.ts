/**
 * From these versions on a browser sends `Sec-Fetch-Site`, `-Mode` and `-Dest` to every potentially trustworthy address. Opera, Edge,
 * Samsung Internet and Yandex Browser name the Chromium that they are made of.
 *
 * Source: MDN browser-compat-data, http/headers/Sec-Fetch-{Site,Mode,Dest}.json (Chromium 76 has all but the last).
 */
const since = { chromium: 80, firefox: 90, safari: [16, 4] } as const

/**
 * People's programs that call themselves a modern browser and may ask without these headers:
 * - `; wv`: an app that shows pages in an Android WebView can fetch them itself (`shouldInterceptRequest`), with few headers;
 * - UC Browser, Puffin, Opera Mini and Silk let a server in between ask, some with an engine of their own;
 * - Pale Moon, Basilisk, SeaMonkey and K-Meleon have an older engine and name a Firefox only so that sites let them in.
 */
const exempt = /; wv\b|\b(?:UC ?Browser|UCWEB|Puffin|Opera Mini|Silk|Goanna|SeaMonkey|K-Meleon)\b/i

/**
 * Whether a user agent claims to be a browser that sends `Sec-Fetch-*`. Pages inside iPhone apps claim no version of Safari, nor do
 * Chrome and Firefox for iOS: they never do.
 */
export function claimsModernBrowser(userAgent: string): boolean {
  if (exempt.test(userAgent)) return false
  const chromium = /\bChrom(?:e|ium)\/(\d+)/.exec(userAgent)
  if (chromium) return Number(chromium[1]) >= since.chromium
  const firefox = /\bFirefox\/(\d+)/.exec(userAgent)
  if (firefox) return Number(firefox[1]) >= since.firefox
  return claimsModernSafari(userAgent)
}

/** Only Apple's own: other programs with WebKit choose a version of Safari as they like. */
function claimsModernSafari(userAgent: string): boolean {
  if (!/\((?:Macintosh|iPhone|iPad|iPod)/.test(userAgent) || !userAgent.includes('Safari/')) return false
  const [, major, minor] = /\bVersion\/(\d+)\.(\d+)/.exec(userAgent) ?? []
  return (Number(major) - since.safari[0] || Number(minor) - since.safari[1]) >= 0
}
