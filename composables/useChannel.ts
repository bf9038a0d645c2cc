import { channels } from '#contacts'
import type { Channel } from '#shared/contacts'

/** @throws Error for a key that no contact file has, so that the build stops rather than print nothing where a contact should be. */
export function useChannel(key: string): Channel {
  const channel = channels.find(candidate => candidate.key === key)
  if (!channel) throw new Error(`there is no contact channel “${key}” in content/contacts`)
  return channel
}
