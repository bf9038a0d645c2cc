import type { Fault } from './words.ts'

const isoDay = '^(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))$'

/** What a form says about each pattern of the schemas. The patterns themselves come from there; a new one needs a sentence here. */
const faultOfPattern: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ['^\\S(?:.*\\S)?$', 'text'],
  ['^[a-z0-9]+(?:-[a-z0-9]+)*$', 'key'],
  ['^[a-z]{2,3}$', 'language'],
  ['^\\+[1-9]\\d{6,14}$', 'number'],
  ['^[A-Za-z][A-Za-z0-9_]{4,31}$', 'handle'],
  ['^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$', 'host'],
  ['^\\d{5,20}$', 'digits'],
  [isoDay, 'day'],
  ['^\\d{4}(?:-\\d\\d){0,2}$', 'date'],
  ['^https?://', 'address'],
  ['^https://', 'secureAddress'],
  ['^https://[^?#@]+$', 'plainAddress'],
  ['^https?://[^?#]+/$', 'mirror'],
  ['^(?:mailto:[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|https://[^\\s"<>]+)$', 'contact'],
])

/** @throws Error when there is no sentence for the pattern: a schema has changed */
export function faultOf(pattern: string): Fault {
  const fault = faultOfPattern.get(pattern)
  if (fault === undefined) throw new Error(`the forms have no sentence for the pattern ${pattern}: add it to editor/config/patterns.ts`)
  return fault
}
