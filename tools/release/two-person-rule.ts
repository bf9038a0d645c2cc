import { z } from 'zod'
import { isSamePerson, lackOfTwo, type Channel, type Deed, type Deeds } from '../../shared/contacts.ts'
import { readYaml } from '../../shared/content/yaml.ts'
import type { Version } from '../kit/git.ts'
import type { Manifest } from './manifest.ts'

const mend = 'two people compare it sign by sign with the official site, and each writes a new line (confirmed, approved): '
  + 'another day or another name than before'

/**
 * Why a channel that is not as in the last release may not go out: two people must have confirmed the value that it has now. A deed that
 * stood beside another value, in that release or in any version of the file, was done for the other value.
 *
 * @param versions the committed versions of its file
 * @returns what is wrong and what to do; undefined when nothing is
 */
export function doubtAbout(channel: Channel, { number, date, channels }: Manifest, versions: readonly Version[]): string | undefined {
  const before = channels.find(({ key }) => key === channel.key)
  if (before !== undefined && sameValue(before, channel)) return undefined
  if (!isConfirmedByTwo(channel, date)) return `two people have not confirmed it since: ${mend}`
  if (before !== undefined && sharesDeed(before, channel)) return `confirmed or approved is that of release ${number}, which was for the other value: ${mend}`

  return olderDeed(channel, versions)
}

/**
 * Why a channel cannot be taken for confirmed: one of its deeds may be older than its value.
 *
 * @param versions the committed versions of its file
 * @returns what is wrong and what to do; undefined when nothing is
 */
export function olderDeed(channel: Channel, versions: readonly Version[]): string | undefined {
  const other = versions.find(({ text }) => {
    const state = readState(text)
    return state !== undefined && !sameValue(state, channel) && sharesDeed(state, channel)
  })
  if (other !== undefined) return `confirmed or approved stood beside another value on ${other.on} (the commit of ${other.by}): ${mend}`
  const oldest = versions.at(-1)
  if (oldest === undefined) return 'git knows no version of this file, so that nobody can tell which value was confirmed: commit it'
  if (oldest.isOldestKnown) return 'the history of this file is cut off here, so that nobody can tell which value was confirmed: git fetch --unshallow'
  return undefined
}

/** In whatever order: whose day is older than the other's the check of the content says, and with it what stood there before. */
function isConfirmedByTwo(deeds: Deeds, since: string): boolean {
  const lack = lackOfTwo(deeds)
  return (lack === undefined || lack === 'later-day') && deedsOf(deeds).every(({ on }) => on >= since)
}

const deed = z.object({ on: z.string(), by: z.string() }).nullable().catch(null)

/** What is compared; versions of long ago may lack what is asked for today. */
const stateSchema = z.object({
  kind: z.string(),
  value: z.string().nullable(),
  account_id: z.string().nullish(),
  confirmed: deed,
  approved: deed,
})

type Value = Pick<z.output<typeof stateSchema>, 'kind' | 'value' | 'account_id'>

/** @returns undefined for a text that is no contact file */
function readState(text: string): z.output<typeof stateSchema> | undefined {
  return stateSchema.safeParse(readYaml(text, '').value).data
}

function sameValue(a: Value, b: Value): boolean {
  return a.kind === b.kind && a.value === b.value && (a.account_id ?? null) === (b.account_id ?? null)
}

/** Whether one of the deeds is one of the others, though the two may have changed places. */
function sharesDeed(before: Deeds, now: Deeds): boolean {
  return deedsOf(before).some(a => deedsOf(now).some(b => a.on === b.on && isSamePerson(a.by, b.by)))
}

function deedsOf({ confirmed, approved }: Deeds): Deed[] {
  return [confirmed, approved].filter(deed => deed !== null)
}
