/** The parts of a page that are compared, each as its lines of text, and the markup that draws them. */
export type PageText = { title: string[], main: string[], frame: string[], markup: { main: string, frame: string, style: string } }

/**
 * Takes a built page apart: what is special to it, and what frames every page (header, menu, foot).
 *
 * @param html as the site serves it
 */
export function readPageText(html: string): PageText {
  const style = [...html.matchAll(/<style[^>]*>[\s\S]*?<\/style>/g)].map(([found]) => found).join('')
  const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? ''
  const found = /<main[^>]*>([\s\S]*)<\/main>/.exec(body)?.[1] ?? ''
  const main = withoutFileFacts(found)
  const frame = body.replace(found, '')
  const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? ''
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
  return { title: [title, description].map(plain), main: linesOf(main), frame: linesOf(frame), markup: { main, frame, style } }
}

/** Takes the sections of the page of everything out of it: they repeat the other pages. */
export function withoutSections(html: string): string {
  return html.replace(/<details\b[^>]*\bclass="section"[\s\S]*<\/details>/, '')
}

/** Sizes and checksums of the files to keep change with every page, and tell a reader of differences nothing. */
function withoutFileFacts(html: string): string {
  return html.replace(/<ul class="copies">[\s\S]*?<\/ul>/g, list => list
    .replace(/(?<=<code\b[^>]*>)[\da-f]{64}(?=<\/code>)/g, '…')
    .replace(/(?<=<\/span>[^<]*)\d(?:[^<]*\d)?(?=[^<]*<br>)/g, '…'))
}

/** What stands within a line; `small` is set apart by the styles. */
const inline = 'a|abbr|b|br|cite|data|em|i|span|strong|time'

/** The address of a link stands behind its text: a wrong one would otherwise not be seen. */
function linesOf(html: string): string[] {
  return html
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, '$2 ‹$1›')
    .replace(new RegExp(`</?(?!(?:${inline})\\b)[a-z][^>]*>`, 'gi'), '\n')
    .replace(/<[^>]*>/g, '')
    .split('\n').map(plain).filter(Boolean)
}

function plain(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' }
  return text
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/[ \t]+/g, ' ')
    .trim()
}
