import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rewriteBundle } from '../../../../tools/edit/rewrite-bundle.ts'

const bundle = readFileSync(join(import.meta.dirname, '../../../../node_modules/@sveltia/cms/dist/sveltia-cms.js'), 'utf8')

describe('rewriteBundle', () => {
  it('leaves no host that hands out files', () => {
    const rewritten = rewriteBundle(bundle)
    expect(rewritten).not.toMatch(/unpkg|jsdelivr|sourceMappingURL/)
    expect(rewritten).toContain('./vendor/@sveltia/cms')
    expect(rewritten).toContain('./fonts/material-symbols-outlined.woff2')
  })

  it.each([
    ['an address that is gone', (text: string) => text.replace('noto-mono@5.3.0', 'noto-mono@5.4.0'), 'noto-mono'],
    ['an address more', (text: string) => `${text}\nfetch("https://unpkg.com/more")`, '5 times, not 4'],
    ['another host of files', (text: string) => text.replace('fetch(', 'fetch("https://esm.sh/x");fetch('), 'esm.sh'],
  ])('fails at %s', (_what, change, message) => {
    expect(() => rewriteBundle(change(bundle))).toThrow(message)
  })
})
