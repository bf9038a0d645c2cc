import { uncompressed } from '../../../shared/published.ts'
import { digestOf, type Manifest } from '../manifest.ts'
import { isReleaseFile } from '../signatures.ts'
import type { CopyReader } from './copy-reader.ts'

/** Files that a copy lacks, that differ from what was signed, or that nobody has signed. @returns one sentence each */
export async function verifyFiles(copy: CopyReader, { files }: Manifest): Promise<string[]> {
  const problems: string[] = []
  for (const [file, signed] of Object.entries(files)) {
    const { forms, instead } = await copy.read(file, signed.size)
    if (!forms.has('')) problems.push(`${file} is missing${instead === undefined ? '' : `: ${instead}`}`)
    for (const [form, content] of forms) {
      if (digestOf(content).sha256 === signed.sha256) continue
      problems.push(`${file}${form} differs from what was signed`)
    }
  }
  return [...problems, ...added(copy.list() ?? [], new Set(Object.keys(files))).map(file => `${file} is not in the release: somebody has added it`)]
}

function added(present: readonly string[], signed: ReadonlySet<string>): string[] {
  return present.filter(file => !isReleaseFile(file) && !signed.has(file) && !signed.has(uncompressed(file)))
}
