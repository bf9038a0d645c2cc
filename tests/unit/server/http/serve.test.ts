import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { parseTrustedProxies } from '../../../../server/counter/trusted-proxies.ts'
import { maxConnectionsPerAddress } from '../../../../server/http/limits.ts'
import { createLimitedServer, listen, stop } from '../../../../server/http/serve.ts'

/** A server to which connections of this machine seem to come from `addresses`, one after the other and the last for all others. */
async function startServer(addresses: string[]) {
  const server = createLimitedServer((_request, response) => response.end('Page'), parseTrustedProxies('203.0.113.0/24'))
  server.prependListener('connection', (socket) => {
    Object.defineProperty(socket, 'remoteAddress', { value: addresses.length > 1 ? addresses.shift() : addresses[0] })
  })
  const port = await listen(server, 0, '127.0.0.1')
  const sockets: Socket[] = []
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await stop(server)
  })

  async function open(): Promise<Socket> {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    sockets.push(socket)
    await new Promise(resolve => socket.once('connect', resolve))
    return socket
  }

  const connections = () => new Promise<number>(resolve => server.getConnections((_error, count) => resolve(count)))

  return {
    /** So many connections that say nothing. */
    hold: (count: number) => Promise.all(Array.from({ length: count }, open)),
    /** Whether a new connection is answered. */
    isOpen: async () => {
      const socket = await open()
      socket.write('GET / HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n')
      let answer = ''
      socket.setEncoding('utf8').on('data', text => answer += text)
      await new Promise(resolve => socket.once('close', resolve))
      return answer.endsWith('Page')
    },
    end: async (socket: Socket | undefined) => {
      socket?.destroy()
      await vi.waitFor(async () => expect(await connections()).toBeLessThan(maxConnectionsPerAddress))
    },
  }
}

it('closes what one address holds beyond its share, until it lets one go, and no other’s', async () => {
  const addresses = Array.from({ length: maxConnectionsPerAddress + 1 }, () => '::ffff:77.88.8.8')
  const server = await startServer([...addresses, '77.88.8.9', '77.88.8.8'])
  const [first] = await server.hold(maxConnectionsPerAddress)
  expect(await server.isOpen()).toBe(false)
  expect(await server.isOpen(), 'to another address').toBe(true)
  await server.end(first)
  expect(await server.isOpen(), 'when one has ended').toBe(true)
})

it('takes the addresses of one IPv6 subscriber together', async () => {
  const server = await startServer(['2001:db8:1:2::1', '2001:db8:1:3::1', '2001:db8:1:2::2'])
  expect(await server.isOpen()).toBe(true)
  expect(await server.isOpen()).toBe(true)
  await server.hold(maxConnectionsPerAddress)
  expect(await server.isOpen()).toBe(false)
})

it.each(['127.0.0.1', '::1', '10.1.2.3', 'fd12::1', '203.0.113.7', '::ffff:203.0.113.7'])('lets %s, through which many come, hold more', async (address) => {
  const server = await startServer([address])
  await server.hold(maxConnectionsPerAddress)
  expect(await server.isOpen()).toBe(true)
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
