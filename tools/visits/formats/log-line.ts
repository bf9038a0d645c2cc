import type { RequestHeaders } from '../../../server/counter/request-headers.ts'

/** One request, as a log tells of it. Texts are as logged; what is not in the log is undefined. */
export interface LogLine {
  /** When it was answered or came in, in milliseconds since 1970. */
  readonly time: number
  /** The other end of the connection; empty when the log does not say. */
  readonly address: string
  readonly method: string
  /** The request target, with its query. Empty, like the method, when the client sent something that is no request. */
  readonly path: string
  readonly status: number
  readonly referer: string | undefined
  readonly userAgent: string | undefined
  /** The name that was asked for, with or without port. */
  readonly host?: string
  /** Whether it came over HTTPS and `Sec-Fetch-*`, which browsers send there, would stand in the log; in doubt not. */
  readonly secure?: boolean
  /** Other request headers by lower-case name. Undefined when the format records none, which says nothing about what was sent. */
  readonly headers?: RequestHeaders
  /** The country that the network in front found; read only where the log has no address. */
  readonly country?: string
}

/** A line, without its end, to what it says: `aside` for one that is no request (a heading), undefined when it is malformed. */
export type LineParser = (line: string) => LogLine | 'aside' | undefined

export interface LogFormat {
  /** As `--format` takes it. */
  readonly name: string
  /** What no line of the format says, although the decision needs it; worth a warning. */
  readonly lacks: readonly ('host' | 'referer' | 'user agent')[]
  /**
   * Whether a line is seen at a glance to be a request for something that is no page of ours. Most are, so this is what the speed of
   * reading depends on; the parser would give a request for all of them.
   */
  isOther?(line: string): boolean
  /** A parser for one log; it may remember that log's headings. */
  parser(): LineParser
}
