import { defaultLimitDays, lackOfTwo, type Channel } from '../../shared/contacts.ts'
import { fileStart, finding, type Finding, type Place } from '../../shared/content/finding.ts'
import type { Content } from '../../shared/content/read.ts'
import { addDays } from '../../shared/day.ts'

/**
 * What only people can do before a copy is published: confirm every channel, approve that, and answer for the copy by name.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 */
export function checkRelease({ channels, publisher, files }: Pick<Content, 'channels' | 'publisher' | 'files'>, today: string): Finding[] {
  const publisherFile = 'content/publisher.yml'
  return [
    ...channels.flatMap((channel) => {
      const file = files.find(({ file }) => file.endsWith(`/${channel.key}.yml`))?.file ?? 'content/contacts'
      if (!isFresh(channel, today)) return [channelFinding(channel, today, file, placeIn(file, 'confirmed'))]
      return lackOfTwo(channel) === 'approval' ? [approvalFinding(channel, today, file, placeIn(file, 'approved'))] : []
    }),
    ...(publisher.name === null ? [finding('release-publisher', publisherFile, placeIn(publisherFile, 'name'))] : []),
  ]

  function placeIn(name: string, field: string): Place {
    return files.find(({ file }) => file === name)?.yaml.placeOf([field]) ?? fileStart
  }
}

/** Also a channel without value is confirmed: by somebody who looked whether there is one now. */
function isFresh({ confirmed, limit_days = defaultLimitDays }: Channel, today: string): boolean {
  return confirmed !== null && confirmed.on <= today && today <= addDays(confirmed.on, limit_days)
}

function channelFinding(channel: Channel, today: string, file: string, place: Place): Finding {
  const { key, confirmed, display: value, limit_days: days = defaultLimitDays } = channel
  if (confirmed === null) {
    return value === null
      ? finding('release-unconfirmed-empty', file, place, { key, today })
      : finding('release-unconfirmed', file, place, { key, value, today })
  }
  const data = { key, on: confirmed.on, days, today }
  return value === null ? finding('release-expired-empty', file, place, data) : finding('release-expired', file, place, { ...data, value })
}

function approvalFinding({ key, confirmed, display: value }: Channel, today: string, file: string, place: Place): Finding {
  const data = { key, by: confirmed?.by ?? '', today }
  return value === null
    ? finding('release-approval-empty', file, place, data)
    : finding('release-approval', file, place, { ...data, value })
}

/** What a release lacks so that others can trust it or report a weakness. Warnings: the site is honest about both. */
export function checkProof({ releaseKeys: { keys }, publisher: { security } }: Pick<Content, 'releaseKeys' | 'publisher'>): Finding[] {
  return [
    ...keys.length > 0 ? [] : [finding('release-keys', 'release-keys.yml', fileStart)],
    ...security ? [] : [finding('release-security', 'content/publisher.yml', fileStart)],
  ]
}
