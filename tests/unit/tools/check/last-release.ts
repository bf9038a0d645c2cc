import { writeManifest, type Manifest } from '../../../../tools/release/manifest.ts'

type Channel = Manifest['channels'][number]

/** Where the checker looks for the last release. */
export const lastReleaseFile = 'release/.well-known/release.json'

/** A manifest of the last release, with these channels. */
export function lastRelease(number: number, channels: readonly (Pick<Channel, 'key' | 'kind' | 'value'> & Partial<Channel>)[]): string {
  return writeManifest({
    format: 1,
    number,
    date: '2026-11-20',
    expires: '2026-12-20',
    commit: null,
    channels: channels.map(channel => ({ account_id: null, impostors: [], confirmed: null, approved: null, ...channel })),
    mirrors: [],
    files: {},
  }).toString()
}

/** The channels of the fixture. */
export const sameChannels = [
  { key: 'hotline-1', kind: 'phone', value: '+380441234567' },
  { key: 'hotline-2', kind: 'phone', value: '+380501234567' },
  { key: 'bot', kind: 'telegram', value: 'some_test_bot', account_id: '1234567890' },
  { key: 'whatsapp', kind: 'whatsapp', value: null },
  { key: 'site', kind: 'site', value: 'test.example.org' },
  { key: 'search-site', kind: 'site', value: 'search.example.org' },
] as const
