import { expect, it } from 'vitest'
import { nextRelease } from '../../../../tools/release/next-release.ts'

it('raises the number, sets the date and leaves the rest', () => {
  expect(nextRelease('# Why\nnumber: 9\ndate: "2026-11-24"\n', '2026-12-20')).toEqual({ number: 10, text: '# Why\nnumber: 10\ndate: "2026-12-20"\n' })
  expect(() => nextRelease('number: "9"\ndate: "2026-11-24"\n', '2026-12-20')).toThrow('content/release.yml')
})
