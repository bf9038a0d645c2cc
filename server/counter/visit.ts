import { countryOf, type CountryRequest } from './country.ts'
import { judge, type Verdict, type VisitRequest } from './verdict.ts'

/**
 * A request for a page, as a connection or a line of a log tells of it: who asked, what was sent and how it came; and what the operator has set for the
 * decision. One object, since making several costs as much as deciding.
 */
export type VisitFacts = VisitRequest & CountryRequest

/** What the operator has set, of these. */
export type VisitRules = Pick<VisitFacts, 'ownHosts' | 'onionHosts' | 'countryHeader' | 'countries'>

/** A visit, doubtful or not, has a country; whatever else a request is, nobody asks where it came from. */
export type Decision
  = | { readonly verdict: 'visit' | 'doubtful', readonly country: string }
    | { readonly verdict: Exclude<Verdict, 'visit' | 'doubtful'>, readonly country?: undefined }

/** Whether a request for a page is a visit, and of which country. That the page was there and was shown is the caller's to know. */
export function decide(facts: VisitFacts): Decision {
  const verdict = judge(facts)
  return verdict === 'visit' || verdict === 'doubtful' ? { verdict, country: countryOf(facts) } : { verdict }
}
