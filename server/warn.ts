import cluster from 'node:cluster'
import type { Config } from './config.ts'
import { isPrivate } from './counter/network.ts'

/**
 * What may be wrong with a configuration that works: a proxy of our own hands on every header of the visitor, that of the CDN among them.
 *
 * @returns one line for the operator, or undefined
 */
export function warningOf({ countryHeader, trustedProxies }: Pick<Config, 'countryHeader' | 'trustedProxies'>): string | undefined {
  if (countryHeader === undefined) return undefined
  // https://nodejs.org/api/net.html#blocklistrules: `Subnet: IPv4 10.0.0.0/8`
  const networks = trustedProxies.rules.map(rule => /(\S+)\/\d+$/.exec(rule)?.[1] ?? '')
  if (networks.length === 0) return 'COUNTRY_HEADER is set, but TRUSTED_PROXIES is not: the header is read from nobody'
  if (!networks.some(address => isPrivate(address) || /^[0:.]+$/.test(address))) return undefined
  return 'COUNTRY_HEADER is set, and TRUSTED_PROXIES names this machine or its network: whoever reaches the proxy there can choose his country, '
    + 'unless it clears the header of all who do not come from the CDN, as deploy/nginx/proxy.conf does'
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
