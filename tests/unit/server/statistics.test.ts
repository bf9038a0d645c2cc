import { describe, expect, it } from 'vitest'
import { cached } from '../../../server/statistics.ts'

const noon = Date.UTC(2026, 10, 24, 12)

describe('keep', () => {
  it('reads again after its time, and when a UTC day has ended', async () => {
    let time = noon
    let readings = 0
    const read = cached(() => ++readings, 60_000, () => time)
    expect([await read(), await read()]).toEqual([1, 1])
    time += 60_000
    expect(await read()).toBe(2)
    time = Date.UTC(2026, 10, 24, 23, 59, 59)
    expect(await read()).toBe(3)
    time += 1_000
    expect(await read()).toBe(4)
  })

  it('reads once for all who ask meanwhile', async () => {
    let readings = 0
    const read = cached(async () => ++readings, 60_000)
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
  })

  it('does not keep a failure', async () => {
    let readings = 0
    const read = cached(() => {
      if (++readings === 1) throw new Error('the disk is full')
      return readings
    }, 60_000)
    await expect(read()).rejects.toThrow('the disk is full')
    expect(await read()).toBe(2)
  })
})
