import type { Readable } from 'node:stream'

/** What a request brought, or with which status and line it is refused. */
export type Sent = { refused: null, json: unknown } | { refused: 400 | 413, why: string }

/** Longer than any file here, in UTF-16 units. */
const longest = 3_000_000

/** Reads a body to its end, also one that is too long: whoever is cut off reads no answer. */
export async function readJson(body: Readable): Promise<Sent> {
  const parts: string[] = []
  let length = 0
  for await (const part of body.setEncoding('utf8')) {
    const text = String(part)
    length += text.length
    if (length <= longest) parts.push(text)
  }
  if (length > longest) return { refused: 413, why: 'the change is too long' }
  try {
    return { refused: null, json: JSON.parse(parts.join('')) }
  }
  catch {
    return { refused: 400, why: 'the change is no JSON' }
  }
}
