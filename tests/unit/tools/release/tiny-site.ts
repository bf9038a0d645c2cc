import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readContent, type Content } from '../../../../shared/content/read.ts'
import { displayOf, hrefOf } from '../../../../shared/contacts.ts'
import { localeCodes } from '../../../../shared/locales.ts'
import { writeFiles } from '../../../../tools/kit/files.ts'
import { releaseFiles } from '../../../../tools/release/folder.ts'
import { makeRelease } from '../../../../tools/release/make-release.ts'
import type { Manifest } from '../../../../tools/release/manifest.ts'
import { readPublicKey, type PublicKey } from '../../../../tools/kit/minisign.ts'
import { signaturePlace, trustedComment, type SignatureFile } from '../../../../tools/release/signatures.ts'
import { makeKeyPair, type KeyPair } from './key-pair.ts'

/** The day of the invented release. */
export const today = '2026-11-24'

export const commit = 'a'.repeat(40)

/** The invented content of the checker's tests, with its six channels. */
export function fixtureContent(): Content {
  const root = mkdtempSync(join(tmpdir(), 'release-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  cpSync(join(import.meta.dirname, '../../../fixtures/content'), join(root, 'content'), { recursive: true })
  return readContent(root, { today })
}

/** A page as the site builds them, with the links that all have. */
export function pageOf(locale: string, path: string, main: string): string {
  return `<!DOCTYPE html><html lang="${locale}"><head><meta charset="utf-8"><title>A page</title><style>main{color:#000}</style>`
    + `<link rel="alternate" hreflang="fr" href="/fr/contact"><link rel="alternate" hreflang="x-default" href="/"></head>`
    + `<body><aside class="leave"><a id="exit" href="${path}" rel="nofollow" referrerpolicy="same-origin">Exit</a></aside>`
    + `<header><a href="/${locale}">Home</a> <a href="/${locale}/contact">Contact</a></header> <a href="https://paper.example/1">Paper</a><main>${main}</main></body></html>`
}

/** What a build publishes: two pages in each language, and what a copy has no use for. */
export function publishedSite(content: Content): Map<string, Buffer> {
  const channels = content.channels.filter(({ display }) => display).map(({ kind, value }) => ({ href: hrefOf({ kind, value }), display: displayOf({ kind, value }) }))
  const contacts = channels.map(({ href, display }) => `<p><!--valid-until:2026-12-31--><a href="${href}">${display}</a><!--valid-else--><b>${display}</b><!--valid-end--></p>`).join('')
  const pages = localeCodes.flatMap((locale): [string, string][] => [
    [`${locale}/index.html`, pageOf(locale, `/${locale}`, 'Home')],
    [`${locale}/contact/index.html`, pageOf(locale, `/${locale}/contact`, contacts)],
    [`${locale}/x/index.html`, '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Page</title></head><body></body></html>'],
    [`${locale}/404/index.html`, pageOf(locale, `/${locale}/404`, `<p class="lead">A list of all pages is below.</p>${contacts}<p><a href="/${locale}">Start</a></p>`)],
  ])
  const missing = localeCodes.map(locale => `<section lang="${locale}"><h2>404</h2><p>Not in this copy (${locale}).</p></section>`).join('')
  return new Map([
    ...pages,
    ['index.html', pageOf('ru', '/', 'Choose').replace(/<a id="exit".*?<\/a>/, '')],
    ['missing/index.html', `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>404</title></head><body>${missing}</body></html>`],
    ['robots.txt', 'User-agent: *\n'],
    ['sitemap.xml', '<urlset/>'],
    ['files/info-ru.html', '<!DOCTYPE html><title>Info</title><a href="/ru">as it is</a>'],
  ].map(([file = '', text = '']) => [file, Buffer.from(text)]))
}

export type TestKey = { open: PublicKey, sign: KeyPair['sign'] }

export function testKey(): TestKey {
  const { publicKey, sign } = makeKeyPair()
  return { open: readPublicKey(publicKey), sign }
}

/** The signatures of a release by these keys, at their places. */
export function signedBy(signers: readonly TestKey[], bytes: Buffer, manifest: Manifest): SignatureFile[] {
  return signers.map(({ sign }, index) => ({ file: signaturePlace(index), text: sign(bytes, trustedComment(manifest)) }))
}

/** Writes a signed release of the invented site into a folder of its own. */
export function writeRelease(signers: readonly TestKey[], { number = 7, date = '2026-11-20', from = commit } = {}): string {
  const content = fixtureContent()
  const release = { number, date }
  const { files, manifest, bytes } = makeRelease({ published: publishedSite(content), content: { ...content, release }, commit: from })
  const folder = mkdtempSync(join(tmpdir(), 'release-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFiles(folder, new Map([...files, ...releaseFiles(bytes, signedBy(signers, bytes, manifest))]))
  return folder
}

/** The list of public keys that verifies a release, as a file `release-keys.yml`. */
export function keysYaml(signers: readonly TestKey[], threshold = 2): string {
  return `threshold: ${threshold}\nkeys:\n${signers.map(({ open }) => `  - { key: "${open.text}", since: "2026-11-20" }\n`).join('')}`
}
