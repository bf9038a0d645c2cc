import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../..')

// `EnvironmentFile=` has the last word: a file that sets VISITS_FILE would take the counts to where the service may not write.
it('a copy of .env.example as /etc/guide.env sets nothing', () => {
  expect(parseEnv(readFileSync(join(root, '.env.example'), 'utf8'))).toEqual({})
})
