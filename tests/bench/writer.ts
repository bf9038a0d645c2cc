// A process that counts into a file for two seconds, 64 visits to a transaction, and prints how many that were, when it began and when it ended.
import { createRecorder } from '../../server/counter/recorder.ts'

const recorder = createRecorder({ file: process.argv[2] ?? '' })
const start = Date.now()
let turns = 0
while (Date.now() < start + 2000) {
  for (let number = 0; number < 64; number++) recorder.record(number % 16 === 0 ? 'UA' : 'RU', 'ru')
  recorder.flush()
  turns++
}
recorder.close()
console.log(turns * 64, start, Date.now())
