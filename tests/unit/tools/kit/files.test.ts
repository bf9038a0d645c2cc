import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compressedForms, readFiles, writeFiles } from '../../../../tools/kit/files.ts'
import { manifestFile } from '../../../../shared/published.ts'
import { showManifest } from '../../../../tools/release/folder.ts'
import { signaturePlace } from '../../../../tools/release/signatures.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'

it('a manifest is shown with its own signatures, not with those of an earlier one', () => {
  const published = join(tempFolder(), 'public')
  writeFiles(published, new Map([['.well-known/security.txt', Buffer.from('x')]]))
  showManifest(published, Buffer.from('1'), [0, 1].map(index => ({ file: signaturePlace(index), text: `of 1, ${index}` })))
  showManifest(published, Buffer.from('2'), [{ file: signaturePlace(0), text: 'of 2' }])
  expect([...readFiles(published)].map(([file, content]) => [file, content.toString()])).toEqual([
    [manifestFile, '2'],
    [signaturePlace(0), 'of 2'],
    ['.well-known/security.txt', 'x'],
  ])
})

describe('compressedForms', () => {
  it('hold the same bytes, and the same each time', () => {
    const content = Buffer.from('a page '.repeat(100))
    const forms = new Map(compressedForms('index.html', content))
    expect([...forms.keys()]).toEqual(['index.html.br', 'index.html.gz'])
    expect(brotliDecompressSync(forms.get('index.html.br') ?? '').equals(content)).toBe(true)
    expect(gunzipSync(forms.get('index.html.gz') ?? '').equals(content)).toBe(true)
    expect(new Map(compressedForms('index.html', content))).toEqual(forms)
    expect(compressedForms('leaflet.pdf', content)).toEqual([])
  })
})
