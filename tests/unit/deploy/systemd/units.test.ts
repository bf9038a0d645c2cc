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

// Where the pipe is not there when nginx starts, nginx makes a file of its name and writes addresses into it.
it('the pipe is made before nginx starts, stays, and is the one that nginx is told', () => {
  const unit = readFileSync(join(root, 'deploy/systemd/visits-follow.service'), 'utf8')
  const [, pipe] = /^ExecStart=.* follow --pipe (\S+)$/m.exec(unit) ?? []
  expect(readFileSync(join(root, 'deploy/nginx/site.conf'), 'utf8')).toContain(`access_log ${pipe} visits `)
  expect(unit).toContain(`\nExecStartPre=/bin/sh -c 'test -p ${pipe} || mkfifo -m 660 ${pipe}'\n`)
  expect(unit).toMatch(/^Before=nginx\.service$/m)
  expect(unit).toMatch(/^RuntimeDirectoryPreserve=yes$/m)
})
