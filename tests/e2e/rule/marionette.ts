import { once } from 'node:events'
import { connect } from 'node:net'
import { z } from 'zod'

/** Sends one command and gives its result. @throws Error with Firefox's words */
export type Marionette = (command: string, parameters?: Record<string, unknown>) => Promise<unknown>

const answer = z.tuple([z.literal(1), z.int(), z.object({ error: z.string(), message: z.string() }).nullable(), z.unknown()])

/**
 * Connects to the remote control that is built into Firefox: WebDriver's commands as JSON over TCP, each message with its length in
 * bytes and a colon before it.
 *
 * Protocol: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const waiting = new Map<number, (message: z.output<typeof answer>) => void>()
  let received = Buffer.alloc(0)
  let lastId = 0

  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    for (let message = takeMessage(); message !== undefined; message = takeMessage()) {
      const parsed = answer.safeParse(message)
      // The first message is a greeting.
      if (parsed.success) waiting.get(parsed.data[1])?.(parsed.data)
    }
  })
  // Firefox has ended: whoever still waits for an answer runs into the limit of the test.
  socket.on('error', () => {})

  function takeMessage(): unknown {
    const colon = received.indexOf(':')
    const end = colon + 1 + Number(received.subarray(0, colon))
    if (colon < 0 || received.length < end) return undefined
    const message: unknown = JSON.parse(received.subarray(colon + 1, end).toString())
    received = received.subarray(end)
    return message
  }

  return async (command, parameters = {}) => {
    const id = ++lastId
    const message = JSON.stringify([0, id, command, parameters])
    const answered = new Promise<z.output<typeof answer>>(resolve => waiting.set(id, resolve))
    socket.write(`${Buffer.byteLength(message)}:${message}`)
    const [, , error, result] = await answered
    waiting.delete(id)
    if (error) throw new Error(`Firefox: ${command}: ${error.error}: ${error.message}`)
    return result
  }
}
