import { writeSync } from 'node:fs'
import { createRecorder } from '../../../../../server/counter/recorder.ts'

// Records three visits, flushes, and acknowledges them by one byte on standard output; until it is killed.
const recorder = createRecorder({ file: process.argv[2] ?? '' })
for (;;) {
  for (const country of ['RU', 'RU', 'UA']) recorder.record(country, 'ru')
  if (recorder.flush()) writeSync(1, '.')
}
