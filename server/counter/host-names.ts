/**
 * Reads a comma list of host names, for example `guide.example, www.guide.example`.
 *
 * @param refuse makes the error for the first entry that is none, from that and from what is wanted
 * @returns names in lower case
 * @throws what `refuse` makes
 */
export function parseHostNames(list: string, refuse: (entry: string, wanted: string) => Error): string[] {
  const names = list.split(',').map(name => name.trim().toLowerCase()).filter(Boolean)
  for (const name of names) {
    if (!/^[a-z0-9.-]+$/.test(name)) throw refuse(name, 'a comma list of host names, without scheme and port')
  }
  return names
}
