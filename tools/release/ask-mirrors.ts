import type { Mirror } from '../../shared/content/schemas.ts'
import { addressReader } from './verify/address-reader.ts'
import { verifyCopy, type VerifyOptions } from './verify/verify.ts'

/** What a mirror answered; `number` is null when it shows no readable manifest, `problems` empty when everything is as signed. */
export type MirrorState = { kind: Mirror['kind'], address: string, asked: boolean, number: number | null, problems: string[] }

/** Asks every listed mirror, one after the other, and nobody else. Onion addresses need Tor and are left out. */
export async function askMirrors(mirrors: readonly Mirror[], options: VerifyOptions): Promise<MirrorState[]> {
  const states: MirrorState[] = []
  for (const { kind, address } of mirrors) {
    const state = kind === 'onion' ? { asked: false, number: null, problems: [] } : await ask(address, options)
    states.push({ kind, address, ...state })
  }
  return states
}

async function ask(address: string, options: VerifyOptions): Promise<Omit<MirrorState, 'kind' | 'address'>> {
  try {
    const { manifest, problems } = await verifyCopy(addressReader(address), options)
    return { asked: true, number: manifest?.number ?? null, problems }
  }
  catch {
    return { asked: true, number: null, problems: ['it does not answer'] }
  }
}
