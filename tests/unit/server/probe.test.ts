import { createServer } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { listen, stop } from '../../../server/http/serve.ts'
import { probePorts } from '../../../server/probe.ts'

const host = '127.0.0.1'

it('names the port that is taken, and leaves those free that are not', async () => {
  const server = createServer()
  const taken = await listen(server, 0, host)
  onTestFinished(() => stop(server))
  await expect(probePorts({ port: taken, host, onionPort: undefined })).rejects.toThrow(/^port \d+ on 127\.0\.0\.1 is taken: stop what uses it, or set PORT$/)
  await expect(probePorts({ port: 0, host, onionPort: taken })).rejects.toThrow(/, or set ONION_PORT$/)
  await stop(server)
  for (let time = 0; time < 2; time++) await probePorts({ port: taken, host, onionPort: 0 })
})
