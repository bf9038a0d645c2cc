import { countryOf, type CountryRequest } from './country.ts'
import { judge, type Verdict, type VisitRequest } from './verdict.ts'

/** A request for a page, as a connection or a line of a log tells of it: who asked, what was sent, and how it came. */
export type VisitFacts = Pick<VisitRequest, 'method' | 'host' | 'secure' | 'headers'> & Pick<CountryRequest, 'peer' | 'address'>

/** What the operator has set, for the decision. */
export type VisitRules = Pick<VisitRequest, 'ownHosts'> & Pick<CountryRequest, 'onionHosts' | 'countryHeader' | 'countries'>

/** A visit, doubtful or not, has a country; whatever else a request is, nobody asks where it came from. */
export type Decision
  = | { readonly verdict: 'visit' | 'doubtful', readonly country: string }
    | { readonly verdict: Exclude<Verdict, 'visit' | 'doubtful'>, readonly country?: undefined }

/** Whether a request for a page is a visit, and of which country. That the page was there and was shown is the caller's to know. */
export function decide(facts: VisitFacts, rules: VisitRules): Decision {
  const verdict = judge({ method: facts.method, host: facts.host, ownHosts: rules.ownHosts, secure: facts.secure, headers: facts.headers })
  if (verdict !== 'visit' && verdict !== 'doubtful') return { verdict }
  const { peer, address, host, headers } = facts
  const { onionHosts, countryHeader, countries } = rules
  return { verdict, country: countryOf({ peer, address, host, headers, onionHosts, countryHeader, countries }) }
}
