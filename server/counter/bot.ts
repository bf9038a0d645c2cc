import { isbot } from 'isbot'

/**
 * Link previews that isbot does not know. Viber's preview calls itself `Viber` or `Viber/12.6.0.1 CFNetwork/…`; a person who reads
 * inside Viber has a browser's user agent that only ends with it.
 *
 * Source: https://github.com/monperrus/crawler-user-agents/pull/275
 */
const otherPreviews = /^viber\b/i

/**
 * What a phone and its SIM card say of themselves within the brackets of Facebook's apps, any text of maker or carrier. isbot takes some of it for
 * a robot's: a name like Cubot, a `|`. And a user agent of the brackets alone, which has a space in these fields if anywhere, it calls one for want
 * of a space (https://github.com/omrilotan/isbot/issues/314).
 */
const phoneOfFacebook = /\bFB(?:CR|MF|BD|DV)\/[^;\]]*/g

/** isbot's expression takes longer than the rest of the decision, and most visitors share few user agents: some thousands in a month. */
const known = new Map<string, boolean>()
const knownLimit = 4000

/** Longer than any browser's; bounds the time of the expression and the memory of the cache. */
const longest = 1000

/** Whether a user agent belongs to a robot or a link preview. None at all does: every browser sends one. */
export function isBot(userAgent: string | undefined): boolean {
  if (!userAgent) return true
  const name = userAgent.slice(0, longest)
  const answer = known.get(name)
  if (answer !== undefined) return answer
  if (known.size >= knownLimit) known.clear()
  const found = isbot(name.includes('[FB') ? name.replace(phoneOfFacebook, ' ') : name) || otherPreviews.test(name)
  known.set(copyOf(name), found)
  return found
}

/** A text that was cut out of a larger one keeps all of it in memory: of a log, that would be a chunk with the addresses of many. */
function copyOf(text: string): string {
  return Buffer.from(text).toString()
}
