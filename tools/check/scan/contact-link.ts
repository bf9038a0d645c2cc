/** Sites over whose addresses somebody is written to, by the last two parts of their names. */
const messengers: ReadonlySet<string> = new Set(['t.me', 'telegram.me', 'telegram.dog', 'wa.me', 'whatsapp.com', 'viber.com', 'signal.me', 'max.ru'])

/** Whether a link opens a dialler, a messenger or another program, however its address is written. */
export function isContactLink(href: string): boolean {
  const url = URL.parse(href, 'https://page.invalid')
  if (url === null || url.protocol === 'data:') return false
  return !/^https?:$/.test(url.protocol) || messengers.has(url.hostname.split('.').slice(-2).join('.'))
}
