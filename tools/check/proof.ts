import { fileStart, finding, type Finding } from '../../shared/content/finding.ts'
import type { Content } from '../../shared/content/read.ts'

/** What a release lacks so that others can trust it or report a weakness. Warnings: the site is honest about both. */
export function checkProof({ releaseKeys: { keys }, publisher: { security } }: Pick<Content, 'releaseKeys' | 'publisher'>): Finding[] {
  return [
    ...keys.length > 0 ? [] : [finding('release-keys', 'release-keys.yml', fileStart)],
    ...security ? [] : [finding('release-security', 'content/publisher.yml', fileStart)],
  ]
}
