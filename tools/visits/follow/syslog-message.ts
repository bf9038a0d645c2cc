/** `<190>Nov 24 14:26:01 host nginx: `, where the host may be left out. */
const header = /^<\d{1,3}>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:\S+ )?[\w-]+(?:\[\d+\])?: /

/**
 * The line of the log that a syslog message carries: what comes after priority, time, host and tag (RFC 3164, as nginx writes it).
 *
 * Source: https://nginx.org/en/docs/syslog.html
 */
export function lineOfSyslog(message: string): string {
  return message.replace(header, '')
}
