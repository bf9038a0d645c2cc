import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { answerTimeout, sweepInterval } from '../../../../server/http/limits.ts'
import { createLimitedServer, listen, stop } from '../../../../server/http/serve.ts'

/** More than any system keeps for a client that does not read. */
const long = 'x'.repeat(60_000_000)

/** A server of so many connections at most. @returns a function that opens one */
async function startServer(most?: number) {
  const server = createLimitedServer((request, response) => response.end(request.url === '/long' ? long : 'Page'), undefined, most)
  const port = await listen(server, 0, '127.0.0.1')
  const sockets: Socket[] = []
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await stop(server)
  })
  return async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    sockets.push(socket)
    await new Promise(resolve => socket.once('connect', resolve))
    return socket
  }
}

const ends = (socket: Socket) => new Promise(resolve => socket.once('close', resolve).resume())

/** Reads what comes next, and no more. */
async function readSome(socket: Socket): Promise<string> {
  const part = new Promise<Buffer>(resolve => socket.once('data', resolve))
  socket.resume()
  const text = (await part).toString()
  socket.pause()
  return text
}

/** @returns the beginning of the answer */
async function ask(socket: Socket, path: string): Promise<string> {
  socket.write(`GET ${path} HTTP/1.1\r\nHost: site.example\r\n\r\n`)
  return readSome(socket)
}

it('answers who comes when all connections are taken, and closes the oldest that has said nothing', async () => {
  const open = await startServer(3)
  const [asked, silent, later] = [await open(), await open(), await open()]
  await ask(asked, '/')
  const ended = ends(silent)
  expect(await ask(await open(), '/')).toMatch(/Page$/)
  await ended
  for (const socket of [asked, later]) expect(await ask(socket, '/')).toMatch(/Page$/)
})

it('ends an answer that takes too long in all, though some of it is read now and then, and no connection that asks for one after the other', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const open = await startServer()
  const [slow, brisk] = [await open(), await open()]
  await ask(slow, '/long')
  const step = answerTimeout / 4
  for (let time = 0; time < answerTimeout; time += step) {
    expect(await ask(brisk, '/')).toMatch(/Page$/)
    expect(await readSome(slow)).not.toBe('')
    vi.advanceTimersByTime(step)
  }
  let rest = 0
  slow.on('data', part => rest += part.length)
  vi.advanceTimersByTime(sweepInterval)
  await ends(slow)
  expect(rest).toBeLessThan(long.length)
  expect(await ask(brisk, '/')).toMatch(/Page$/)
})

it('names the variable when the address is none of this machine', async () => {
  const server = createLimitedServer((_request, response) => response.end())
  await expect(listen(server, 0, '192.0.2.1')).rejects.toThrow(/^HOST is "192\.0\.2\.1", but must be an address of this machine$/)
})

it('says in one line which port is taken, and where another can be set', async () => {
  const servers = [createLimitedServer(() => {}), createLimitedServer(() => {})] as const
  onTestFinished(async () => void await Promise.all(servers.map(stop)))
  const port = await listen(servers[0], 0, '127.0.0.1')
  await expect(listen(servers[1], port, '127.0.0.1', 'ONION_PORT')).rejects.toThrow(`port ${port} on 127.0.0.1 is taken: stop what uses it, or set ONION_PORT`)
})
