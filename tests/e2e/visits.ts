import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { root } from './places.ts'
import type { Site } from './server-process.ts'

const run = promisify(execFile)

const report = z.strictObject({
  from: z.string().nullable(),
  to: z.string().nullable(),
  total: z.int(),
  countries: z.record(z.string(), z.int()),
})

/** What the operator reads of a site's store: the exact counts, through the command line. */
export async function visits({ visitsFile }: Pick<Site, 'visitsFile'>): Promise<z.output<typeof report>> {
  const { stdout } = await run(process.execPath, [join(root, 'tools/visits.ts'), 'report', '--json'], { env: { VISITS_FILE: visitsFile } })
  return report.parse(JSON.parse(stdout))
}
