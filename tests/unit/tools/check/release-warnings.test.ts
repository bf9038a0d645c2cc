import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../../shared/content/finding.ts'
import { describe as text } from '../../../../shared/tool-words.ts'
import { makeKeyPair } from '../release/key-pair.ts'
import { writeRelease } from '../release/tiny-site.ts'
import { createSandbox as createUnprovenSandbox, places } from './sandbox.ts'

const name = 'name: { ru: "Издатель", uk: "Видавець", fr: "Éditeur", en: "Publisher" }'

/** What the findings say in English. */
function texts(findings: readonly Finding[]): { message: string, mend: string }[] {
  return findings.map(({ messageId, data }) => text('en', messageId, data))
}

/** A project that can sign and can be written to. */
function createSandbox() {
  const sandbox = createUnprovenSandbox()
  sandbox.edit('content/publisher.yml', 'security: null', 'security: { contact: "https://report.example/" }')
  sandbox.write('release-keys.yml', `threshold: 1\nkeys: [{ key: "${makeKeyPair().publicKey}", since: "2026-11-20" }]\n`)
  return sandbox
}

describe('check with release', () => {
  it('accepts confirmed channels and a named publisher', () => {
    const { check, edit } = createSandbox()
    edit('content/publisher.yml', 'name: null', name)
    expect(check({ release: true })).toEqual([])
  })

  it('asks for each channel that was never confirmed or not lately, with who has to do what', () => {
    const { check, edit } = createSandbox()
    edit('content/publisher.yml', 'name: null', name)
    edit('content/contacts/bot.yml', 'confirmed: { on: "2026-11-20", by: "A tester" }\napproved: { on: "2026-11-20", by: "Another tester" }', 'confirmed: null\napproved: null')
    edit('content/contacts/hotline-2.yml', 'confirmed: { on: "2026-11-20"', 'confirmed: { on: "2026-10-24"')
    edit('content/contacts/whatsapp.yml', 'confirmed: { on: "2026-11-20", by: "A tester" }\napproved: { on: "2026-11-20", by: "Another tester" }', 'confirmed: null\napproved: null')
    const findings = check({ release: true })
    expect(places(findings)).toEqual(['content/contacts/bot.yml:8 release-confirmation', 'content/contacts/hotline-2.yml:8 release-confirmation', 'content/contacts/whatsapp.yml:8 release-confirmation'])
    expect(texts(findings).map(({ message }) => message)).toEqual([
      'the channel "bot" was never confirmed',
      'the channel "hotline-2" was confirmed on 2026-10-24, which counts for 30 days',
      'the channel "whatsapp" was never confirmed',
    ])
    expect(texts(findings)[0]?.mend).toContain('compare @some_test_bot sign by sign')
    expect(texts(findings)[0]?.mend).toContain('confirmed: { on: "2026-11-24", by: "name" }')
    expect(check()).toEqual([])
  })

  it('asks another person for each channel that only one has confirmed', () => {
    const { check, edit } = createSandbox()
    edit('content/publisher.yml', 'name: null', name)
    edit('content/contacts/bot.yml', '{ on: "2026-11-20", by: "Another tester" }', 'null')
    const findings = check({ release: true })
    expect(places(findings)).toEqual(['content/contacts/bot.yml:9 release-approval'])
    expect(texts(findings)[0]?.mend).toContain('another person than A tester')
  })

  it('says that nothing can be signed and that nobody reads reports', () => {
    const { check, edit } = createUnprovenSandbox()
    edit('content/publisher.yml', 'name: null', name)
    const findings = check({ release: true })
    expect(places(findings)).toEqual(['content/publisher.yml:1 release-security', 'release-keys.yml:1 release-keys'])
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning'])
  })

  it('shows each digit that has changed since the last release', () => {
    const { check, edit } = createSandbox()
    edit('content/publisher.yml', 'name: null', name)
    const last = writeRelease([])
    expect(check({ release: true, last })).toEqual([])
    edit('content/contacts/hotline-1.yml', '+380441234567', '+380441234576')
    expect(texts(check({ release: true, last })).map(({ message }) => message)).toEqual([[
      'the channel "hotline-1" has changed since release 7 (not signed):',
      '−: +380 44 123 45 67',
      '+: +380 44 123 45 76',
      '                  ^^',
    ].join('\n    ')])
  })
})
