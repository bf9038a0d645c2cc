import { expect, it } from 'vitest'
import { canonicalJson } from '../../../../tools/release/manifest.ts'

it('has one form, whatever the order in which a value was made', () => {
  const one = canonicalJson({ b: [{ y: 1, x: 'é' }], a: null })
  expect(one).toBe(canonicalJson({ a: null, b: [{ x: 'é', y: 1 }] }))
  expect(one).toBe('{\n  "a": null,\n  "b": [\n    {\n      "x": "é",\n      "y": 1\n    }\n  ]\n}\n')
  expect(canonicalJson(JSON.parse('{"__proto__": 1, "a": 2}'))).toBe('{\n  "__proto__": 1,\n  "a": 2\n}\n')
})
