import { describe, expect, it } from 'vitest'
import { lineOfSyslog } from '../../../../../tools/visits/follow/syslog-message.ts'
import { parseUdpDrops } from '../../../../../tools/visits/follow/udp-drops.ts'

describe('a syslog message', () => {
  it.each([
    ['<190>Nov 24 14:26:01 mirror nginx: {"a":"b: c"}', '{"a":"b: c"}'],
    ['<190>Nov  4 14:26:01 nginx: {"a":1}', '{"a":1}'],
    ['<14>Nov 24 14:26:01 mirror.example visits-log[123]: 1.2.3.4 - -', '1.2.3.4 - -'],
    ['{"msg":"<190>Nov 24 14:26:01 nginx: "}', '{"msg":"<190>Nov 24 14:26:01 nginx: "}'],
    ['', ''],
  ])('%s', (message, line) => expect(lineOfSyslog(message)).toBe(line))
})

describe('what UDP lost', () => {
  const table = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  469: 0100007F:158A 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 40577 2 000000008ee5ba24 17
  470: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 40578 2 000000008ee5ba25 3
`
  it('is in the last column', () => {
    expect(parseUdpDrops(table, 5514)).toBe(17)
    expect(parseUdpDrops(table, 53)).toBe(3)
    expect(parseUdpDrops(table, 5515)).toBeUndefined()
    expect(parseUdpDrops('', 53)).toBeUndefined()
  })
})
