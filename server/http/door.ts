import { maxTargetLength } from './limits.ts'

export type Admission = { admitted: true, path: string } | { admitted: false, status: 400 | 405 | 414 }

/** A host name or an address, with or without port; underscores and user information are not plausible. */
const plausibleHost = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/**
 * Letters, digits and a few marks, one slash at a time: all that our own addresses need, and nothing that decodes to something else.
 * No name begins with a dot but the folder of RFC 8615.
 */
const plainPath = /^(?:\/\.well-known)?(?:\/[a-z0-9_-][a-z0-9._-]*)*\/?/i

/** Brackets, quotation marks, commas, invisible spaces: what stands around a link in a text and is pasted with it. Nothing that divides a path. */
const strayMarks = /^(?:(?![/\\%?#&@.])[\p{P}\p{Z}\p{Cf}<>|~`]\.?)+$/u

/** Whether a path may be asked for. */
export function isPlainPath(path: string): boolean {
  return plainStart(path) === path
}

/**
 * The first look at a request, before anything is looked up: is it one that a browser could have made for a page of ours?
 *
 * @param target the request target as it came (RFC 9112, section 3.2); only the origin form is admitted.
 * @returns the path without the query, or the status to refuse with. A path that is merely unknown is admitted if it is
 *   free of tricks, with stray marks behind it or without; everything that is not plain (`%2e`, `//`, `\`, `..`) is 400.
 */
export function admit(method: string | undefined, target: string | undefined, host: string | undefined): Admission {
  if (method !== 'GET' && method !== 'HEAD') return { admitted: false, status: 405 }
  if (!host || !plausibleHost.test(host)) return { admitted: false, status: 400 }
  if (!target || !target.startsWith('/')) return { admitted: false, status: 400 }
  if (target.length > maxTargetLength) return { admitted: false, status: 414 }
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  const plain = plainStart(path)
  if (plain.length < path.length && !isStray(path.slice(plain.length))) return { admitted: false, status: 400 }
  return { admitted: true, path }
}

function plainStart(path: string): string {
  return plainPath.exec(path)?.[0] ?? ''
}

/** @param end - of a path; in ASCII, since Node refuses all else (browsers encode it) */
function isStray(end: string): boolean {
  try {
    return strayMarks.test(decodeURIComponent(end))
  }
  catch {
    return false
  }
}
