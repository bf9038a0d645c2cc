type Value = string | number | { readonly [key: string]: Value }

/**
 * A MaxMind DB of one node, which gives the same record for every IPv4 address.
 *
 * Format: https://maxmind.github.io/MaxMind-DB/
 */
export function tinyMmdb(record: Value): Buffer {
  const nodes = 1
  const separator = 16
  const pointer = Buffer.from([0, 0, nodes + separator])
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Date.UTC(2026, 8, 1) / 1000,
    database_type: 'Test-Country',
    ip_version: 4,
    node_count: nodes,
    record_size: 24,
  }
  return Buffer.concat([pointer, pointer, Buffer.alloc(separator), encode(record), Buffer.from('\xAB\xCD\xEFMaxMind.com', 'latin1'), encode(metadata)])
}

function encode(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)])
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  const entries = Object.entries(value)
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, part]) => [encode(key), encode(part)])])
}

/** Type and size in one byte; holds sizes below 29. */
function control(type: number, size: number): Buffer {
  return Buffer.from([type << 5 | size])
}
