import { appendFileSync, closeSync, copyFileSync, mkdirSync, openSync, renameSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { followFile } from '../../../../../tools/visits/follow/follow-file.ts'
import { tempFolder } from '../../../server/counter/temp-folder.ts'

/** Longer than the pause between two looks at a file. */
const look = 250

function follow(path: string, fromStart = false) {
  const lines: (string | undefined)[] = []
  const source = followFile({ path, fromStart, take: line => lines.push(line) })
  let isStopped = false
  const stop = async () => {
    if (!isStopped) await source.stop()
    isStopped = true
  }
  onTestFinished(stop)
  return { lines, stop }
}

function newLog(content = ''): string {
  const path = join(tempFolder(), 'access.log')
  writeFileSync(path, content)
  return path
}

describe('a file', () => {
  it('is read from its end, with the line that is being written, or from its start', async () => {
    const path = newLog('old\nhalf')
    const [fromEnd, fromStart] = [follow(path), follow(path, true)]
    appendFileSync(path, ' line\nnew\n')
    await fromEnd.stop()
    await fromStart.stop()
    expect(fromEnd.lines).toEqual(['half line', 'new'])
    expect(fromStart.lines).toEqual(['old', 'half line', 'new'])
  })

  it('may come later, and then is read whole', async () => {
    const path = join(tempFolder(), 'access.log')
    const { lines, stop } = follow(path)
    await sleep(look)
    writeFileSync(path, 'a\nb')
    await sleep(look)
    expect(lines).toEqual(['a'])
    await stop()
    expect(lines).toEqual(['a', 'b'])
  })

  it('may go and come again', async () => {
    const path = newLog('old\n')
    const { lines, stop } = follow(path)
    appendFileSync(path, 'a\n')
    await sleep(look)
    rmSync(path)
    await sleep(look)
    writeFileSync(path, 'b\n')
    await sleep(look)
    await stop()
    expect(lines).toEqual(['a', 'b'])
  })

  it('that cannot be read ends it', async () => {
    const path = join(tempFolder(), 'access.log')
    const { ended } = followFile({ path, fromStart: false, take: () => {} })
    mkdirSync(path)
    await expect(ended).rejects.toThrow('EISDIR')
  })
})

describe('rotation', () => {
  it('by moving: the server writes on into the old file until it is told', async () => {
    const path = newLog()
    const { lines, stop } = follow(path)
    const server = openSync(path, 'a')
    writeSync(server, 'a\n')
    renameSync(path, `${path}.1`)
    writeSync(server, 'b\n')
    await sleep(look)
    writeFileSync(path, 'c\n')
    await sleep(look)
    writeSync(server, 'd\n')
    await sleep(look)
    writeSync(server, 'e')
    closeSync(server)
    await stop()
    expect(lines).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('by copying and emptying: what came last is in the copy', async () => {
    const path = newLog()
    const { lines, stop } = follow(path)
    appendFileSync(path, 'a\n')
    await sleep(look)
    appendFileSync(path, 'b\nc\n')
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
    await sleep(look)
    appendFileSync(path, 'd\n')
    await sleep(look)
    await stop()
    expect(lines).toEqual(['a', 'b', 'c', 'd'])
  })

  it('by copying and emptying: also when it has grown beyond its old size before anybody looks', async () => {
    const path = newLog()
    const { lines, stop } = follow(path)
    appendFileSync(path, 'a\n')
    await sleep(look)
    appendFileSync(path, 'b\n')
    copyFileSync(path, `${path}-20261124`)
    truncateSync(path)
    appendFileSync(path, 'c is a long line\nd\n')
    await sleep(look)
    await stop()
    expect(lines).toEqual(['a', 'b', 'c is a long line', 'd'])
  })

  it('of every kind, under way: no line is lost or doubled', { timeout: 60_000 }, async () => {
    const path = newLog()
    const { lines, stop } = follow(path)
    let server = openSync(path, 'a')
    let written = 0
    const write = (count: number) => {
      for (let index = 0; index < count; index++) writeSync(server, `line ${written++} ${'x'.repeat(written % 200)}\n`)
    }
    for (let rotation = 0; rotation < 24; rotation++) {
      write(97 * (rotation % 5) + 1)
      await sleep(rotation * 13 % 170)
      write(200)
      if (rotation % 2 === 0) {
        renameSync(path, `${path}.${rotation}`)
        write(50)
        const next = openSync(path, 'a')
        write(50)
        closeSync(server)
        server = next
      }
      else {
        copyFileSync(path, `${path}.${rotation}`)
        truncateSync(path)
      }
      write(30)
      // logrotate does not come twice within a tenth of a second.
      await sleep(look)
    }
    closeSync(server)
    await stop()
    const numbers = lines.map(line => Number(line?.split(' ')[1]))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: written }, (_, number) => number))
  })
})
