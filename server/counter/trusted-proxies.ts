import { BlockList, isIP } from 'node:net'

/**
 * Reads a comma list of addresses and CIDR blocks (RFC 4632, RFC 4291), for example `127.0.0.1, 10.0.0.0/8, fd00::/8`.
 * An empty list trusts nobody.
 *
 * @throws Error that names the first entry which is neither.
 */
export function parseTrustedProxies(list: string): BlockList {
  const trusted = new BlockList()
  for (const entry of list.split(',').map(part => part.trim()).filter(Boolean)) addEntry(trusted, entry)
  return trusted
}

function addEntry(trusted: BlockList, entry: string) {
  const [address = '', length, ...rest] = entry.split('/')
  const version = isIP(address)
  const bits = version === 4 ? 32 : 128
  const prefix = length === undefined ? bits : Number(length)
  if (version === 0 || address.includes('%') || rest.length > 0 || !/^\d{1,3}$/.test(length ?? '0') || prefix > bits) {
    throw new Error(`"${entry}" is neither an address nor a CIDR block such as 10.0.0.0/8`)
  }
  trusted.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6')
}
