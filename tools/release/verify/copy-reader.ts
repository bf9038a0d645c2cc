/**
 * A copy of the site that is looked at, be it a folder or an address.
 *
 * - `read`: the forms in which a file is given out, by the name of the form; none when it is not there. Each is uncompressed. A file of
 *   a folder has the form `` and those of its compressed neighbours; an address is asked for each compression.
 * - `list`: all files, where that can be known.
 */
export type CopyReader = {
  name: string
  read: (file: string, most: number) => Promise<Map<string, Buffer>>
  list: () => string[] | undefined
}
