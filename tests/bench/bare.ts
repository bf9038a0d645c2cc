// A server that sends one answer, recorded from the address given as argument, to whoever asks: as fast as node:http can be.
import { createServer, get, type IncomingMessage } from 'node:http'
import { visitHeaders } from './load.ts'

const like = process.argv[2] ?? ''
const answer = await new Promise<IncomingMessage>(resolve => get(like, { headers: visitHeaders }, resolve))
const chunks: Uint8Array[] = []
for await (const chunk of answer) chunks.push(Buffer.from(chunk))
const body = Buffer.concat(chunks)
const automatic = /^(?:date|connection|keep-alive)$/i
const headers = answer.rawHeaders.filter((_value, index, all) => !automatic.test(all[index - index % 2] ?? ''))

const server = createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`)
})
process.once('SIGTERM', () => process.exit(0))
