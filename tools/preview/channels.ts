import type { Channel } from '../../shared/contacts.ts'

/** A field of a contact file that differs, as JSON; undefined where there is none. */
export type ChangedField = { field: string, before: string | undefined, after: string | undefined }

/** A contact channel that differs: its value, printed as pages print it, and its other fields. */
export type ChangedChannel = { key: string, before: string | null, after: string | null, fields: ChangedField[] }

/** The channels that were changed, added or removed. */
export function changedChannels(before: readonly Channel[], after: readonly Channel[]): ChangedChannel[] {
  const keys = [...new Set([...after, ...before].map(({ key }) => key))]
  return keys.flatMap((key) => {
    const was = before.find(channel => channel.key === key)
    const is = after.find(channel => channel.key === key)
    const fields = changedFields(was, is)
    return fields.length > 0 ? [{ key, before: was?.display ?? null, after: is?.display ?? null, fields }] : []
  })
}

/** What is derived from the value is left out: it says nothing new. */
function changedFields(was: Channel | undefined, is: Channel | undefined): ChangedField[] {
  const one = new Map(Object.entries(was ?? {}))
  const other = new Map(Object.entries(is ?? {}))
  return [...new Set([...one.keys(), ...other.keys()])].filter(field => !['display', 'href'].includes(field))
    .map(field => ({ field, before: json(one.get(field)), after: json(other.get(field)) }))
    .filter(({ before, after }) => before !== after)
}

function json(value: unknown): string | undefined {
  return value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value)
}
