/** Longest excerpt, in characters. */
const longest = 80

/** Anything that looks like an IPv4 or IPv6 address; a time of day does, too. */
const addresses = /\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*(?::[0-9a-f.]*){2,}/gi

/** The beginning of a malformed line, fit for a terminal and for a mail of cron: no address, no character that a terminal obeys. */
export function excerpt(line: string): string {
  const plain = line.slice(0, 2 * longest).replace(addresses, '…').replace(/[^ -~…]/g, '·')
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}
