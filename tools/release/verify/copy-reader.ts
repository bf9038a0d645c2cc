/**
 * What a copy gives out for a file.
 *
 * - `forms`: its contents by the name of the form, each uncompressed; none when it is not there. A file of a folder has the form `` and
 *   those of its compressed neighbours; an address is asked for each compression.
 * - `instead`: what was answered in its place, in plain words, if that was more than silence.
 * - `leads`: the addresses to which readers are sent on.
 * - `onions`: the addresses of onion services that Tor Browser is told to go to instead.
 * - `faults`: what is wrong with the answers besides, in words that go after the name of the file.
 */
export type Reading = { forms: Map<string, Buffer>, instead?: string | undefined, leads?: readonly string[], onions?: readonly string[], faults?: readonly string[] }

/**
 * A copy of the site that is looked at, be it a folder or an address.
 *
 * - `read`: a file, of which no more than one byte beyond `most` is read.
 * - `list`: all files, where that can be known.
 * - `name`: of an address, with a slash at the end.
 * - `hasFolders`: whether people ask it for a page by the name of its folder.
 */
export type CopyReader = {
  name: string
  hasFolders: boolean
  read: (file: string, most: number) => Promise<Reading>
  list: () => string[] | undefined
}
