import { defaultLimitDays, isCurrent, type Channel } from '../../shared/contacts.ts'
import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { lineCounter } from './markdown.ts'

/** The contact file of a channel and the file about the publisher, for their lines. */
export type ReleaseTexts = { contacts: ReadonlyMap<string, { file: string, text: string }>, publisher: { file: string, text: string } }

type Release = { channels: readonly Channel[], publisherNamed: boolean, today: string, texts: ReleaseTexts }

/** What only people can do before a copy is published: confirm every channel, approve that, and answer for the copy by name. */
export function checkRelease({ channels, publisherNamed, today, texts }: Release): Finding[] {
  const unconfirmed = channels.filter(channel => !isFresh(channel, today))
  return [
    ...unconfirmed.map(channel => channelFinding(channel, today, texts.contacts.get(channel.key))),
    ...channels.filter(channel => isFresh(channel, today) && channel.approved === null)
      .map(channel => approvalFinding(channel, today, texts.contacts.get(channel.key))),
    ...(publisherNamed
      ? []
      : [errorAt(
          'release-publisher', texts.publisher.file, lineOf(texts.publisher.text, 'name'),
          'nobody is named who publishes this copy',
          'the person or organisation that answers for it writes its name in four languages: name: { ru: "…", uk: "…", fr: "…", en: "…" }',
        )]),
  ]
}

/** A channel without value needs somebody who looked whether there is one now. */
function isFresh(channel: Channel, today: string): boolean {
  return isCurrent({ ...channel, value: channel.value ?? channel.key, approved: channel.confirmed }, today)
}

function channelFinding(channel: Channel, today: string, source: { file: string, text: string } | undefined): Finding {
  const { key, confirmed, display, limit_days = defaultLimitDays } = channel
  const state = confirmed
    ? `was confirmed on ${confirmed.on}, which counts for ${limit_days} days`
    : 'was never confirmed'
  const deed = display
    ? `compare ${display} sign by sign with the official site or a page of gov.ua`
    : 'look on the official site whether a value is published now, and write it down if so'
  return errorAt(
    'release-confirmation', source?.file ?? 'content/contacts', lineOf(source?.text ?? '', 'confirmed'),
    `the channel "${key}" ${state}`,
    `a person has to ${deed}, then write here: confirmed: { on: "${today}", by: "name" }`,
  )
}

function approvalFinding({ key, confirmed, display }: Channel, today: string, source: { file: string, text: string } | undefined): Finding {
  const deed = display ? `compares ${display} sign by sign, too` : 'looks, too, whether a value is published'
  return errorAt(
    'release-approval', source?.file ?? 'content/contacts', lineOf(source?.text ?? '', 'approved'),
    `the channel "${key}" was confirmed by one person only`,
    `another person than ${confirmed?.by} ${deed}, then writes here: approved: { on: "${today}", by: "name" }`,
  )
}

function lineOf(yaml: string, field: string): number {
  const offset = new RegExp(`^${field}:`, 'm').exec(yaml)?.index
  return offset === undefined ? 1 : lineCounter(yaml)(offset)
}
