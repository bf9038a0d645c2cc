import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mendTypography } from './prose/mend.ts'
import { readSite, type SiteOptions } from './site.ts'

/**
 * Mends the typography of everything that readers read.
 *
 * @param root the folder of the project
 * @returns the files that were changed
 */
export function fixContent(root: string, options: SiteOptions = {}): string[] {
  return readSite(root, options).written.flatMap(({ file, text }) => {
    const mended = mendTypography(file, text)
    if (mended === text) return []
    writeFileSync(join(root, file), mended)
    return [file]
  })
}
