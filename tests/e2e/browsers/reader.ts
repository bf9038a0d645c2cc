import { globSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PNG } from 'pngjs'
import { z } from 'zod'

/** A tab of a browser, as far as a reader uses it. Each method waits until the page is there. */
export interface Tab {
  /** Types an address. */
  go: (url: string) => Promise<void>
  /** Clicks on what the CSS selector finds. @param arrival the address at which the reader is in the end; undefined: in another tab */
  click: (selector: string, arrival?: string) => Promise<void>
  reload: () => Promise<void>
  back: () => Promise<void>
  forward: () => Promise<void>
  /** Runs a statement of JavaScript in the page, which then loads again. */
  run: (script: string) => Promise<void>
  close: () => Promise<void>
}

/** A program of people that shows pages. */
export interface Client {
  /** Product and version. */
  name: string
  kind: 'chromium' | 'firefox' | 'text'
  /** Whether it is a Chromium that asks again on the way back to a page that is `no-store` and came over HTTP, as the one of npm (153) does. */
  asksAgain?: boolean
  /** Whether pages may run scripts. */
  scripts: boolean
  open: () => Promise<Tab>
  close: () => Promise<void>
}

/** A browser of a reader with a profile of its own. */
export interface Reader {
  go: (url: string) => Promise<void>
  /** @param arrival the address that must be there in the end; undefined: somebody else waits */
  click: (selector: string, arrival?: string) => Promise<void>
  back: (arrival?: string) => Promise<void>
  reload: () => Promise<void>
  /** Holds a finger on the exit. @returns whether the text can be seen then, by its computed style */
  hold: () => Promise<boolean>
  /** Lifts it again, which leaves. */
  lift: () => Promise<void>
  /** Presses the exit by the keyboard. */
  pressKey: () => Promise<void>
  /** Closes the tab; an empty one stays, in which nothing else of this can be done. */
  closeTab: () => Promise<void>
  /** Deletes history, cookies and cache of the last hour, or history alone, as the browser's own dialog does: the first is what it ticks by itself. */
  deleteLastHour: (what: 'all' | 'history') => Promise<void>
  /** After `quit`: starts the browser again with the same profile and closes it. */
  reopen: () => Promise<void>
  /** A picture of what is on the screen. */
  picture: () => Promise<Buffer>
  title: () => Promise<string>
  /** Closes the browser as a reader does, so that it writes down what it keeps. */
  quit: () => Promise<void>
  /** Ends it, whatever has happened. */
  kill: () => Promise<void>
  /** The folder of the profile, removed by {@link forget}. */
  profile: string
}

export interface Entry {
  url: string
  title: string
}

const rows = z.array(z.object({ url: z.string(), title: z.string().nullable() }))

/** The history that a browser has left in its profile, pages of `origin` only. Firefox's holds descriptions, too: they are added to titles. */
export function readHistory({ profile }: Reader, origin: string): Entry[] {
  const places = join(profile, 'places.sqlite')
  const isFirefox = globSync(places).length > 0
  const database = new DatabaseSync(isFirefox ? places : join(profile, 'Default/History'), { readOnly: true })
  const query = isFirefox
    ? 'SELECT url, coalesce(title, \'\') || coalesce(\' / \' || description, \'\') AS title FROM moz_places ORDER BY id'
    : 'SELECT url, title FROM urls ORDER BY id'
  const found = rows.parse(database.prepare(query).all())
  database.close()
  return found.filter(({ url }) => url.startsWith(origin)).map(({ url, title }) => ({ url, title: title ?? '' }))
}

/** Whether a picture shows nothing: all of one colour. */
export function isBlank(picture: Buffer): boolean {
  const { data } = PNG.sync.read(picture)
  return data.every((value, index) => value === data[index % 4])
}

/** The files of a profile that hold a text, as UTF-8 or UTF-16. */
export function filesWith({ profile }: Reader, text: string): string[] {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le')]
  return globSync('**', { cwd: profile }).filter((file) => {
    const path = join(profile, file)
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true && forms.some(form => readFileSync(path).includes(form))
  })
}

export async function forget({ profile, kill }: Reader) {
  await kill()
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
}
