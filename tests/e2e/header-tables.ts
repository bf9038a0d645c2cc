import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './built-site.ts'
import type { RawAnswer } from './requests.ts'

/** What docs/headers.md says of one kind of answer. A `…` in a value stands for what differs from answer to answer. */
interface AnswerKind {
  name: string
  status: number
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>
}

const text = readFileSync(join(root, 'docs/headers.md'), 'utf8')

/** @throws Error when docs/headers.md no longer has the tables, so that the tests cannot pass by finding nothing */
export function readAnswerKinds(): AnswerKind[] {
  const common = Object.fromEntries(rows('Every answer').map(({ header = '', value = '' }) => [code(header).toLowerCase(), code(value)]))
  const policies = new Map(rows('Content-Security-Policy').map(({ name = '', value = '' }) => [name, code(value)]))
  return rows('Every kind of answer').map(({ answer = '', status, policy = '', besides = '' }) => ({
    name: answer,
    status: Number(status),
    headers: {
      ...common,
      'content-security-policy': policies.get(policy) ?? fail(`no policy is called “${policy}”`),
      ...Object.fromEntries(allCode(besides).map(splitHeader)),
    },
  }))
}

/** What is added where HTTPS is in front, by lower-case name. */
export function readSecureHeaders(): Record<string, string> {
  return Object.fromEntries(rows('With HTTPS in front').map(({ header = '', value = '' }) => [code(header).toLowerCase(), code(value)]))
}

/** What the transport adds. Encodings have tests of their own. */
const transport = ['date', 'connection', 'keep-alive', 'content-length', 'content-encoding']

/** @returns one sentence for each difference between what was sent and what the document says */
export function differences({ status, headers }: Pick<RawAnswer, 'status' | 'headers'>, expected: AnswerKind): string[] {
  const names = new Set([...Object.keys(headers).filter(name => !transport.includes(name)), ...Object.keys(expected.headers)])
  const wrong = [...names].filter(name => !matches(headers[name], expected.headers[name]))
    .map(name => `${name}: sent ${headers[name] ?? 'nothing'}, documented ${expected.headers[name] ?? 'nothing'}`)
  return status === expected.status ? wrong : [`status ${status}, documented ${expected.status}`, ...wrong]
}

function matches(sent: string | undefined, documented: string | undefined): boolean {
  if (sent === undefined || documented === undefined) return sent === documented
  return new RegExp(`^${documented.split('…').map(part => RegExp.escape(part)).join('[^\\s;"]+')}$`).test(sent)
}

function rows(heading: string): Record<string, string>[] {
  const section = text.split(/^## /m).find(part => part.startsWith(`${heading}\n`)) ?? fail(`no heading “${heading}”`)
  const [head = [], , ...body] = section.split('\n').filter(line => line.startsWith('|')).map(line => line.split('|').slice(1, -1).map(cell => cell.trim()))
  if (body.length === 0) fail(`no table under “${heading}”`)
  return body.map(cells => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])))
}

function allCode(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, inside = '']) => inside)
}

function code(cell: string): string {
  return allCode(cell)[0] ?? fail(`no code in “${cell}”`)
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(': ')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)]
}

function fail(what: string): never {
  throw new Error(`docs/headers.md: ${what}`)
}
