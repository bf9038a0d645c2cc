import type { Mirror } from '../../shared/content/schemas.ts'
import { addressReader } from './verify/address-reader.ts'
import { verifyCopy, type VerifyOptions } from './verify/verify.ts'

/** What a mirror answered; `number` and `expires` are null when it shows no readable manifest, `problems` empty when everything is as signed. */
export type MirrorState = { kind: Mirror['kind'], address: string, asked: boolean, number: number | null, expires: string | null, problems: string[] }

/** `patience`: seconds that one answer may take. */
export type AskOptions = VerifyOptions & { patience?: number | undefined }

/** Asks every listed mirror, all at once, and nobody else. Onion addresses need Tor and are left out. */
export function askMirrors(mirrors: readonly Mirror[], options: AskOptions): Promise<MirrorState[]> {
  return Promise.all(mirrors.map(async ({ kind, address }) => {
    const state = kind === 'onion' ? { asked: false, number: null, expires: null, problems: [] } : await ask(address, options)
    return { kind, address, ...state }
  }))
}

async function ask(address: string, { patience, ...options }: AskOptions): Promise<Omit<MirrorState, 'kind' | 'address'>> {
  const { manifest, problems } = await verifyCopy(addressReader(address, patience), options)
  return { asked: true, number: manifest?.number ?? null, expires: manifest?.expires ?? null, problems }
}
