import type { Config } from './config.ts'

/** Where the site answers, once it does. */
export interface Ports {
  readonly port: number
  /** The port of tor. */
  readonly onionPort?: number | undefined
}

/** The line that tells the operator where the site answers. */
export function announcement({ host, workers }: Pick<Config, 'host' | 'workers'>, { port, onionPort }: Ports): string {
  return [
    `Listening on http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    onionPort === undefined ? '' : ` and, for tor, on 127.0.0.1:${onionPort}`,
    workers > 1 ? ` with ${workers} workers` : '',
  ].join('')
}

/** The ports that a worker tells when it has begun to listen; undefined for its other messages. */
export function portsOf(message: unknown): Ports | undefined {
  if (typeof message !== 'object' || message === null || !('port' in message) || typeof message.port !== 'number') return undefined
  const { port } = message
  return 'onionPort' in message && typeof message.onionPort === 'number' ? { port, onionPort: message.onionPort } : { port }
}
