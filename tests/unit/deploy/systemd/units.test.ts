import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../..')

// `EnvironmentFile=` has the last word: a file that sets VISITS_FILE would take the counts to where the service may not write.
it('a copy of .env.example as /etc/guide.env sets nothing', () => {
  expect(parseEnv(readFileSync(join(root, '.env.example'), 'utf8'))).toEqual({})
})

// Each DynamicUser= without a name is another user, who cannot open the file that the first one made.
it('both services are one user with one folder for the counts', () => {
  const [site, follow] = ['guide.service', 'visits-follow.service'].map((name) => {
    const unit = readFileSync(join(root, 'deploy/systemd', name), 'utf8')
    return ['User', 'DynamicUser', 'StateDirectory', 'Environment'].map(key => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1])
  })
  expect(site).toEqual(['guide', 'yes', 'guide', 'VISITS_FILE=/var/lib/guide/visits.sqlite'])
  expect(follow).toEqual(site)
})
