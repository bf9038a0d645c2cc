import { describe, expect, it } from 'vitest'
import { announcement, portsOf } from '../../../server/process.ts'

describe('announcement', () => {
  it.each([
    [{ host: '127.0.0.1', workers: 1 }, { port: 3000 }, 'Listening on http://127.0.0.1:3000'],
    [{ host: '::', workers: 2 }, { port: 3000 }, 'Listening on http://[::]:3000 with 2 workers'],
    [{ host: '::1', workers: 2 }, { port: 3000, onionPort: 3001 }, 'Listening on http://[::1]:3000 and, for tor, on 127.0.0.1:3001 with 2 workers'],
  ])('%o, %o', (config, ports, line) => expect(announcement(config, ports)).toBe(line))
})

describe('portsOf', () => {
  it.each([
    [{ port: 3000 }, { port: 3000 }],
    [{ port: 3000, onionPort: 3001 }, { port: 3000, onionPort: 3001 }],
    [{ port: '3000' }, undefined],
    [{ upToDate: true }, undefined],
    [null, undefined],
    ['3000', undefined],
  ])('%o', (message, ports) => expect(portsOf(message)).toEqual(ports))
})
