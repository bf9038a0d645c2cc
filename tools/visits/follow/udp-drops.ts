import { readFileSync } from 'node:fs'

/**
 * How many datagrams Linux has thrown away because the buffer of the UDP socket on this port was full: the last column of the socket's
 * line in `/proc/net/udp` or `udp6`. Undefined on other systems.
 *
 * Source: https://www.kernel.org/doc/Documentation/networking/proc_net_tcp.rst for the address; `drops` is named in the file's heading
 */
export function udpDrops(port: number): number | undefined {
  return dropsIn('/proc/net/udp', port) ?? dropsIn('/proc/net/udp6', port)
}

function dropsIn(file: string, port: number): number | undefined {
  let table
  try {
    table = readFileSync(file, 'latin1')
  }
  catch {
    return undefined
  }
  return parseUdpDrops(table, port)
}

/** The same, from the text of such a file; undefined when no socket there has this port. */
export function parseUdpDrops(table: string, port: number): number | undefined {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = table.split('\n').map(row => row.trim().split(/\s+/)).filter(([, local]) => local?.endsWith(end))
  return rows.length === 0 ? undefined : rows.reduce((sum, row) => sum + Number(row.at(-1)), 0)
}
