/** Header values by lower-case name, in the shape of Node's `IncomingHttpHeaders`. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The value of the header `name` (lower case), or undefined; a header sent several times is joined with a comma (RFC 9110, 5.3). */
export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'object' ? value.join(', ') : value
}
