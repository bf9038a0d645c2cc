import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeBaseline } from '../../../../tools/translations/baseline.ts'
import { confirm } from '../../../../tools/translations/confirm.ts'
import { createSandbox } from '../check/sandbox.ts'
import { states, statusOf } from './repository.ts'

const today = '2026-11-26'
const record = 'content/translations/steps.json'
const confirmation = { by: 'Claire', source: undefined, today }

describe('writeBaseline', () => {
  it('begins a record for every page, once', () => {
    const { root } = createSandbox()
    expect(writeBaseline(root, today)).toEqual(['content/translations/index.json', record])
    expect(states(root, 'steps')).toEqual(['original', 'current', 'current', 'current'])
    expect(writeBaseline(root, today)).toEqual([])
  })

  it('completes a record in which one language was compared, and leaves that comparison', () => {
    const { root } = createSandbox()
    confirm(root, 'fr/steps', confirmation)
    expect(writeBaseline(root, today)).toContain(record)
    expect(statusOf(root, 'steps').languages).toMatchObject({ uk: { state: 'current', by: null }, fr: { by: 'Claire' }, en: { state: 'current', by: null } })
  })

  it('joins the language that another was compared with', () => {
    const { root } = createSandbox()
    confirm(root, 'fr/steps', { ...confirmation, source: 'uk' })
    writeBaseline(root, today)
    expect(statusOf(root, 'steps').languages).toMatchObject({ uk: { source: 'ru' }, fr: { source: 'uk' }, en: { source: 'ru' } })
  })

  it('makes no circle with the language that Russian follows', () => {
    const { root } = createSandbox()
    confirm(root, 'ru/steps', { ...confirmation, source: 'uk' })
    writeBaseline(root, today)
    expect(states(root, 'steps')).toEqual(['current', 'original', 'current', 'current'])
  })

  it('does not write over a record that it cannot read', () => {
    const { root, write } = createSandbox()
    write(record, '{')
    expect(() => writeBaseline(root, today)).toThrow('the record cannot be read')
    expect(readFileSync(join(root, record), 'utf8')).toBe('{')
  })
})
