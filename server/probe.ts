import { createServer } from 'node:http'
import type { Config } from './config.ts'
import { listen, loopback, stop } from './http/serve.ts'

/**
 * Finds out whether the ports are free, before there are workers, of which each would say that they are not.
 *
 * @throws Error with one line that names the first port that is taken
 */
export async function probePorts({ port, host, onionPort }: Pick<Config, 'port' | 'host' | 'onionPort'>) {
  if (onionPort !== undefined) await probe(onionPort, loopback, 'ONION_PORT')
  await probe(port, host, 'PORT')
}

async function probe(port: number, host: string, variable: 'PORT' | 'ONION_PORT') {
  const server = createServer().on('connection', socket => void socket.destroy())
  await listen(server, port, host, variable)
  await stop(server)
}
