import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket, connect } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { parseTrustedProxies } from '../../../../server/counter/address.ts'
import { answerTimeout, fairShare, sweepInterval } from '../../../../server/http/limits.ts'
import { createConnections, createLimitedServer, listen, stop } from '../../../../server/http/serve.ts'

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

/** What somebody does with his connection. */
type Does = 'nothing' | 'rest' | 'wait'

/** A server of so many connections, which somebody opens from an address. */
function openAccount(most: number) {
  const connections = createConnections(parseTrustedProxies('203.0.113.0/24'), most)
  let time = 0
  return (address: string, does: Does = 'nothing'): Socket => {
    const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: address })
    connections.open(socket)
    const connection = connections.of(socket)
    if (!connection) throw new Error('not known')
    if (does !== 'nothing') connection.requests = 1
    if (does === 'wait') Object.assign(connection, { answer: new ServerResponse(new IncomingMessage(socket)), answerBegan: time++ })
    return socket
  }
}

const times = <T>(count: number, make: (number: number) => T) => Array.from({ length: count }, (_, number) => make(number))

const closed = (sockets: readonly Socket[]) => sockets.flatMap(({ destroyed }, place) => destroyed ? [place] : [])

it.each<[string, Does[], number[]]>([
  ['the oldest that has said nothing', ['wait', 'rest', 'nothing', 'nothing', 'nothing'], [2, 3]],
  ['then the oldest that rests', ['wait', 'rest', 'nothing', 'rest', 'wait'], [1, 2]],
  ['then the one whose answer takes longest', ['wait', 'wait', 'wait', 'wait', 'wait'], [0, 1]],
])('lets newcomers in when all are taken, and closes %s', (_, held, expected) => {
  const open = openAccount(5)
  const sockets = held.map((does, number) => open(`192.0.2.${number}`, does))
  expect([open('198.51.100.1', 'wait'), open('198.51.100.2', 'wait')].some(({ destroyed }) => destroyed)).toBe(false)
  expect(closed(sockets)).toEqual(expected)
})

it.each<[string, (number: number) => string]>([
  ['one address', () => '::ffff:77.88.8.8'],
  ['eight subscribers of one IPv6 site', number => `2001:db8:1:${number % 8}::${number.toString(16)}`],
])('takes from whoever holds most, here %s, and from nobody else', (_, addressOf) => {
  const open = openAccount(4096)
  const others = times(500, number => open(`198.51.100.${number % 200}`))
  const crowd = times(3596, number => open(addressOf(number)))
  const newcomers = times(1000, number => open(`192.0.2.${number % 250}`))
  expect(closed([...others, ...newcomers])).toEqual([])
  expect(closed(crowd)).toEqual(times(1000, number => number))
})

it('takes no more from a crowd than what is beyond its share, and lets it have what it wants when there is room', () => {
  const open = openAccount(fairShare + 100)
  const crowd = times(fairShare + 100, () => open('192.0.2.1'))
  expect(closed(crowd)).toEqual([])
  times(200, number => open(`198.51.100.${number}`))
  // Then the oldest of all goes, which here is of the crowd as well.
  const others = open('198.51.100.250')
  expect(closed(crowd)).toHaveLength(201)
  expect(others.destroyed).toBe(false)
})

it.each(['127.0.0.1', '::1', '10.1.2.3', 'fd12::1', '203.0.113.7', '::ffff:203.0.113.7'])('takes %s, through which many come, for no crowd', (address) => {
  const open = openAccount(fairShare + 20)
  const oldest = open('198.51.100.1')
  const many = times(fairShare + 19, () => open(address))
  open('198.51.100.2')
  expect(oldest.destroyed).toBe(true)
  expect(closed(many)).toEqual([])
})

it('tells whoever shares an address and holds many connections nothing of another who comes from there', () => {
  const open = openAccount(4096)
  const held = times(4000, () => open('192.0.2.1'))
  times(90, () => open('192.0.2.1', 'wait'))
  expect(closed(held)).toEqual([])
})

it('forgets a connection that has closed', async () => {
  const open = openAccount(2)
  const [first, second] = [open('192.0.2.1'), open('192.0.2.2')]
  second.destroy()
  await new Promise(resolve => second.once('close', resolve))
  open('192.0.2.3')
  expect(first.destroyed).toBe(false)
})
