import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { oldBrowser, startSite } from './start-site.ts'

/** Fewer than wait to be accepted (511, unless the system takes less): all of them are reset before the server has seen one. */
const resets = 200

/** Connects, asks for a page as an old browser does, and resets the connection, as often as it is told. Its argument: port and number. */
const client = `
  const { connect } = require('node:net')
  const [port, count] = process.argv[1].split(',').map(Number)
  const request = ${JSON.stringify(`GET /ru HTTP/1.1\r\nHost: site.example\r\nX-Forwarded-For: 77.88.8.8\r\nUser-Agent: ${oldBrowser}\r\n\r\n`)}
  for (let number = 0; number < count; number++) {
    const socket = connect(port, '127.0.0.1', () => socket.write(request, () => socket.resetAndDestroy()))
    socket.on('error', () => {})
  }
`

/** Waits in `spawnSync`, so that this process accepts none of the connections before the last was reset. */
function reset(port: number) {
  expect(spawnSync(process.execPath, ['-e', client, `${port},${resets}`], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
}

it('neither answers nor counts who has reset the connection before his address was known', async () => {
  const { port, onionPort, ask, counts } = await startSite({ FLOOD_LIMIT: '3', RATE_LIMIT: '0' })
  reset(port)
  reset(onionPort)
  // The server takes all that came before these.
  for (let number = 0; number < 2; number++) expect(await ask({ 'User-Agent': oldBrowser })).toBe(200)
  expect(counts()).toEqual({ visits: { RU: 2 }, doubtful: {} })
})
