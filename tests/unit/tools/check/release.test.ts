import { describe, expect, it } from 'vitest'
import { createSandbox, places } from './sandbox.ts'

const name = 'name: { ru: "Издатель", uk: "Видавець", fr: "Éditeur", en: "Publisher" }'

describe('check with release', () => {
  it('accepts confirmed channels and a named publisher', () => {
    const { check, edit } = createSandbox()
    edit('content/publisher.yml', 'name: null', name)
    expect(check({ release: true })).toEqual([])
  })

  it('asks for a publisher', () => {
    expect(places(createSandbox().check({ release: true }))).toEqual(['content/publisher.yml:1 release-publisher'])
  })

  it('asks for each channel that was never confirmed or not lately, with who has to do what', () => {
    const { check, edit } = createSandbox()
    edit('content/publisher.yml', 'name: null', name)
    edit('content/contacts/bot.yml', 'confirmed: { on: "2026-11-20", by: "A tester" }\napproved: { on: "2026-11-20", by: "Another tester" }', 'confirmed: null\napproved: null')
    edit('content/contacts/hotline-2.yml', 'confirmed: { on: "2026-11-20"', 'confirmed: { on: "2026-10-24"')
    edit('content/contacts/whatsapp.yml', 'confirmed: { on: "2026-11-20", by: "A tester" }\napproved: { on: "2026-11-20", by: "Another tester" }', 'confirmed: null\napproved: null')
    const findings = check({ release: true })
    expect(places(findings)).toEqual(['content/contacts/bot.yml:8 release-confirmation', 'content/contacts/hotline-2.yml:8 release-confirmation', 'content/contacts/whatsapp.yml:8 release-confirmation'])
    expect(findings.map(({ message }) => message)).toEqual([
      'the channel "bot" was never confirmed',
      'the channel "hotline-2" was confirmed on 2026-10-24, which counts for 30 days',
      'the channel "whatsapp" was never confirmed',
    ])
    expect(findings[0]?.mend).toContain('compare @some_test_bot sign by sign')
    expect(findings[0]?.mend).toContain('confirmed: { on: "2026-11-24", by: "name" }')
    expect(check()).toEqual([])
  })

  it('asks another person for each channel that only one has confirmed', () => {
    const { check, edit } = createSandbox()
    edit('content/publisher.yml', 'name: null', name)
    edit('content/contacts/bot.yml', '{ on: "2026-11-20", by: "Another tester" }', 'null')
    const findings = check({ release: true })
    expect(places(findings)).toEqual(['content/contacts/bot.yml:9 release-approval'])
    expect(findings[0]?.mend).toContain('another person than A tester')
  })
})
