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
