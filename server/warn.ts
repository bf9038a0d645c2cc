import cluster from 'node:cluster'
import type { Config } from './config.ts'

/**
 * What may be wrong with a configuration that works.
 *
 * @returns one line for the operator, or undefined
 */
export function warningOf({ onionOrigin, onionPort, trustedProxies }: Pick<Config, 'onionOrigin' | 'onionPort' | 'trustedProxies'>): string | undefined {
  const isLocalTrusted = trustedProxies.check('127.0.0.1', 'ipv4') || trustedProxies.check('::1', 'ipv6')
  if (onionOrigin === undefined || onionPort !== undefined || !isLocalTrusted) return undefined
  return 'ONION_ORIGIN is set, and TRUSTED_PROXIES names this machine, from which tor comes, too: whoever comes through tor can choose an address and a country. '
    + 'Set ONION_PORT, and name it in HiddenServicePort of torrc'
}

/** What is wrong with a proxy that asks without `Host`, or by a name of its own. */
export const hostWarning = 'a proxy or a program of this network asks without Host, or by a name with "_", as nginx does by that of its upstream: the quick exit and clicks inside '
  + 'the site are then known by SITE_ORIGIN and OWN_HOSTS alone. Let the proxy hand on the name that was asked for (nginx: proxy_set_header Host $host)'

const told = new Set<string>()

/** Tells the operator something that requests bring up: once, and of several workers by the first alone. */
export function tellOnce(line: string) {
  if (told.has(line) || (cluster.worker?.id ?? 1) !== 1) return
  told.add(line)
  console.error(line)
}
