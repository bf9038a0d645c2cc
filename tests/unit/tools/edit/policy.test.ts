import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { editorPolicy } from '../../../../tools/edit/policy.ts'

it('the sample for nginx has the policy that the tests run with, and the git host', () => {
  const sample = readFileSync(join(import.meta.dirname, '../../../../deploy/editor/nginx.conf'), 'utf8')
  expect(sample).toContain(`Content-Security-Policy "${editorPolicy('https://git.example.org')}" always`)
})
