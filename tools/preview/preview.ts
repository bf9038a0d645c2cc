import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { formatFindings, isError } from '../../shared/content/finding.ts'
import { readContent } from '../../shared/content/read.ts'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import { pagePath } from '../../shared/paths.ts'
import { check } from '../check/check.ts'
import { findBase, withCommit } from './base.ts'
import { buildBoth } from './builds.ts'
import { changedChannels } from './channels.ts'
import { findDifferences, type Differences, type SitePages } from './differences.ts'
import { formatHtml, type Pictures } from './format-html.ts'
import { withCamera } from './pictures.ts'
import { withServer } from './serve.ts'
import { fetchPages } from './site-pages.ts'

export type PreviewOptions = { from: string | undefined, out: string, language: Locale }

/**
 * Builds the site as it was and as it is now, and writes what differs into one file.
 *
 * @param root the folder of the project, absolute: links are made to what is in it
 * @throws UsageError when there is nothing to compare with; Error with all findings when the content has errors, or when a build fails
 * @returns the file, and how many pages and channels differ; undefined when nothing does
 */
export async function preview(root: string, { from, out, language }: PreviewOptions): Promise<{ file: string, pages: number, channels: number } | undefined> {
  const base = findBase(root, from)
  const errors = check(root).filter(isError)
  if (errors.length > 0) throw new Error(`the content has errors; there is nothing to show yet\n\n${formatFindings(errors, language)}`)

  const { builds, channels } = await withCommit(root, base, async folder => ({
    builds: buildBoth(root, folder),
    channels: changedChannels(readContent(folder).channels, readContent(root).channels),
  }))
  return withServer(builds.before, before => withServer(builds.after, async (after) => {
    const pages = { before: await fetchPages(before), after: await fetchPages(after) }
    const differences = findDifferences(pages.before, pages.after)
    const count = differences.pages.length + differences.repeated.length + differences.framed.length
    if (count + channels.length === 0) return undefined
    const pictures = await takePictures(differences, { before, after }, pages)
    return { file: write(resolve(root, out), formatHtml({ ...differences, channels, pictures, from: base.slice(0, 12) }, language)), pages: count, channels: channels.length }
  }))
}

/** Of each changed page its four languages, those that have not changed once; of pages with a new frame, the first alone. */
function takePictures({ pages, framed }: Differences, origins: Record<'before' | 'after', string>, served: Record<'before' | 'after', SitePages>): Promise<Pictures> {
  const names = [...new Set([...pages, ...framed.slice(0, 1)].map(({ name }) => name))]
  const changed = new Set([...pages, ...framed].map(({ path }) => path))
  return withCamera(Object.values(origins), async (take) => {
    const pictures = new Map<string, { before?: string, after?: string }>()
    for (const path of names.flatMap(name => localeCodes.map(locale => pagePath(locale, name)))) {
      const before = changed.has(path) && served.before.has(path) ? await take(origins.before + path) : undefined
      const after = served.after.has(path) ? await take(origins.after + path) : undefined
      pictures.set(path, { ...before !== undefined && { before }, ...after !== undefined && { after } })
    }
    return pictures
  })
}

function write(file: string, html: string): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, html)
  return file
}
