import type { CopyReader } from './copy-reader.ts'

/** How long one file may take, in milliseconds; through Tor minutes are normal. */
const patience = 120_000

/** What browsers ask for: a server may keep another file ready for each. */
const encodings = ['identity', 'gzip', 'br']

/**
 * Reads a copy from an address, and from there only: who is sent elsewhere gets nothing.
 *
 * @param address of the folder, with a slash at the end or an `index.html`
 */
export function addressReader(address: string): CopyReader {
  const base = new URL('.', address).href
  return {
    name: base,
    read: async (file, most) => {
      const forms = new Map<string, Buffer>()
      for (const encoding of encodings) {
        const content = await ask(base + file, encoding, most)
        if (content) forms.set(encoding === 'identity' ? '' : `, sent as ${encoding}`, content)
      }
      return forms
    },
    list: () => undefined,
  }
}

/**
 * @param most bytes that may be expected; of more only one byte is read, so that nobody can keep us busy
 * @returns undefined when the answer is not 200
 * @throws Error when nobody answers
 */
async function ask(url: string, encoding: string, most: number): Promise<Buffer | undefined> {
  const answer = await fetch(url, { redirect: 'manual', headers: { 'accept-encoding': encoding }, signal: AbortSignal.timeout(patience) })
  if (answer.status !== 200 || !answer.body) {
    await answer.body?.cancel()
    return undefined
  }
  const parts: Uint8Array[] = []
  let size = 0
  // Leaving the loop ends the transfer.
  for await (const part of answer.body) {
    parts.push(part)
    size += part.length
    if (size > most) break
  }
  return Buffer.concat(parts).subarray(0, most + 1)
}
