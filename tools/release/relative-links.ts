import { posix } from 'node:path'

/** Attributes that hold an address of the site. Links to elsewhere and to a place in the page do not begin with a slash. */
const rooted = /(\s(?:href|src|action|poster|data)=")(\/[^"]*)"/g

/**
 * Writes every address of the site as the way from one file to another, with `index.html` spelled out, so that a copy works under any
 * name and path and from a disk, where no server looks for an index.
 *
 * @param html a page
 * @param file its place in the copy, for example `fr/steps/index.html`
 * @param files every place in the copy
 * @throws Error for a link to what is not in the copy
 */
export function relativeLinks(html: string, file: string, files: ReadonlySet<string>): string {
  return html.replace(rooted, (_all, start: string, address: string) => {
    const target = fileOf(address, files)
    if (target === undefined) throw new Error(`${file} leads to ${address}, which is not in the copy`)
    return `${start}${posix.relative(posix.dirname(file), target)}"`
  })
}

/** @returns the place of what an address leads to: a file of that name, or the page in that folder */
function fileOf(address: string, files: ReadonlySet<string>): string | undefined {
  const path = decodeURI(address).slice(1).replace(/\/$/, '')
  return [path, posix.join(path, 'index.html')].find(place => files.has(place))
}
