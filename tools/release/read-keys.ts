import { readFileSync } from 'node:fs'
import { formatFindings } from '../../shared/content/finding.ts'
import { schemaFindings } from '../../shared/content/issues.ts'
import { contentSchemas, type ReleaseKeys } from '../../shared/content/schemas.ts'
import { readYaml } from '../../shared/content/yaml.ts'
import { utcDay } from '../../shared/day.ts'

/**
 * Reads a list of public keys, of the form of `release-keys.yml`.
 *
 * @throws Error with what is wrong
 */
export function readKeys(file: string): ReleaseKeys {
  const yaml = readYaml(readFileSync(file, 'utf8'), file)
  const { releaseKeys } = contentSchemas(utcDay())
  const result = releaseKeys.safeParse(yaml.value, { reportInput: true })
  if (result.success && yaml.findings.length === 0) return result.data
  throw new Error(formatFindings([...yaml.findings, ...result.success ? [] : schemaFindings(result.error, yaml, file)]))
}
