import { expect, it } from 'vitest'
import { excerpt } from '../../../../tools/visits/excerpt.ts'

it.each([
  ['77.88.8.8 - - [05/Oct', '… - - [05/Oct'],
  ['host:443 2a02:6b8::feed:ff - -', 'host:443 … - -'],
  ['::ffff:77.88.8.8 -', '… -'],
  ['{"remote_ip":"2a02:6b8::1"}', '{"remote_ip":"…"}'],
  ['08:00:01 GET', '… GET'],
  ['\u001B[31mred\0ÿ', '·[31mred··'],
  ['x'.repeat(100), `${'x'.repeat(80)}…`],
])('%j', (line, text) => expect(excerpt(line)).toBe(text))
