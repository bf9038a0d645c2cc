/** Whether a `Host` header names an onion service (RFC 7686). */
export function isOnion(host: string): boolean {
  return /\.onion\.?(?::\d+)?$/i.test(host)
}
