import { connect, createServer, type Socket } from 'node:net'

/** A TCP proxy that stands between the site and PostgreSQL. */
export interface Proxy {
  readonly port: number
  /** How long it holds back what it passes on to the engine, in milliseconds; it takes effect at once. */
  delay: number
  /** Called with all that goes to the engine, before it is passed on. */
  onData: (data: Buffer) => void
  stop(): Promise<void>
}

export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const engine = connect(target, '127.0.0.1')
    for (const socket of [client, engine]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        client.destroy()
        engine.destroy()
      })
    }
    client.on('data', (data: Buffer) => {
      proxy.onData(data)
      setTimeout(() => engine.write(data), proxy.delay)
    })
    engine.pipe(client)
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address !== null && typeof address === 'object') resolve(address.port)
      else reject(new Error('no port'))
    })
  })
  const proxy: Proxy = {
    port,
    delay: 0,
    onData: () => {},
    stop: () => new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    }),
  }
  return proxy
}
