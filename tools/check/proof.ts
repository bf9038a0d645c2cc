import type { Content } from '../../shared/content/read.ts'
import type { Finding } from '../../shared/content/finding.ts'

/** What a release lacks so that others can trust it or report a weakness. Warnings: the site is honest about both. */
export function checkProof({ releaseKeys: { keys }, publisher: { security } }: Pick<Content, 'releaseKeys' | 'publisher'>): Finding[] {
  return [
    ...keys.length > 0
      ? []
      : [warning('release-keys', 'release-keys.yml', 'no key is listed: no release can be signed', 'make keys as docs/release.md says, and list them')],
    ...security
      ? []
      : [warning(
          'release-security', 'content/publisher.yml', 'nobody is named who reads reports of weaknesses: there is no security.txt',
          'write security: { contact: "…" }, an address that somebody reads',
        )],
  ]
}

function warning(rule: string, file: string, message: string, mend: string): Finding {
  return { rule, level: 'warning', file, line: 1, message, mend }
}
