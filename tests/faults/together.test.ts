import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tempFolder } from '../unit/server/counter/temp-folder.ts'
import { localCounts } from './counts.ts'
import { startPostgres, type Postgres } from './postgres.ts'

const writerScript = join(import.meta.dirname, 'children/writer.ts')
const writers = 8
const visits = 3000

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

it.each([1, 2])('eight writers begin at once in an empty database, attempt %i', async (attempt) => {
  const database = `visits${attempt}`
  await postgres.createDatabase(database)
  const folder = tempFolder()
  const files = Array.from({ length: writers }, (_, number) => join(folder, `${number}.sqlite`))
  const ends = files.map(async (file) => {
    const child = spawn(process.execPath, [writerScript, file, postgres.url(database), String(visits)], { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => {
      errors += String(chunk)
    })
    return [(await once(child, 'close'))[0], errors]
  })
  expect(await Promise.all(ends)).toEqual(files.map(() => [0, '']))
  const shared = await postgres.query(database, 'SELECT writer, sum(n)::int AS n FROM visits GROUP BY writer ORDER BY writer')
  expect(shared).toEqual(files.map(file => ({ writer: localCounts(file).writer, n: visits })).sort((a, b) => a.writer < b.writer ? -1 : 1))
  expect(await postgres.query(database, 'SELECT version FROM schema_version ORDER BY version')).toEqual([1, 2, 3].map(version => ({ version })))
})
