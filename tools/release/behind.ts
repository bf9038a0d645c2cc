import type { Finding } from '../../shared/content/finding.ts'
import { oneLine, UsageError } from '../kit/command.ts'

/**
 * Refuses a release while a page that bears on safety is behind in a language, unless somebody says why it cannot wait.
 *
 * @param findings what the release check has found
 * @param reason as it was typed after --behind; undefined when it was not
 * @returns the reason, for the manifest; undefined when no page is behind
 * @throws Error that names the pages; UsageError for a reason without need, which the manifest would carry as a fact
 */
export function reasonToRelease(findings: readonly Finding[], reason: string | undefined): string | undefined {
  const pages = findings.filter(({ rule }) => rule === 'translation-behind').map(({ file, data }) => `- ${file} is behind ${String(data.source)}`)
  if (reason === undefined && pages.length === 0) return undefined
  if (pages.length === 0) throw new UsageError('no page that bears on safety is behind in any language: leave out --behind')
  if (reason !== undefined) return oneLine(reason, '--behind', 'why the release cannot wait')
  throw new Error(`pages that bear on safety are behind:\n${pages.join('\n')}\nTranslate what npm run translations shows and confirm it, or say why the release cannot wait: --behind REASON`)
}
