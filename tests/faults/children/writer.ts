// A machine without its web server: counts visits and publishes them, until it is asked to stop. Arguments: file, URL, number of visits.
import { createRecorder } from '../../../server/counter/recorder.ts'
import { startPublisher } from '../../../server/counter/engine/publisher.ts'
import { createSharedEngine } from '../../../server/counter/engine/engine.ts'

const [file = '', url = '', visits = '0'] = process.argv.slice(2)
const recorder = createRecorder({ file })
const publisher = startPublisher({ file, engine: createSharedEngine(url, 5), onChange: fault => console.error(fault ?? 'again') })
for (let number = 0; number < Number(visits); number++) {
  recorder.record(['RU', 'UA', 'FR', 'ZZ'][number % 4] ?? 'ZZ', number % 3 === 0 ? 'uk' : 'ru')
  recorder.flush()
  if (number % 50 === 0) await new Promise(resolve => setTimeout(resolve, 10))
}
recorder.close()
await publisher.stop()
