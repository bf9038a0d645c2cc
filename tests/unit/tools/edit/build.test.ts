import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildEditor, builtConfig, placeSchema, rewriteBundle } from '../../../../tools/edit/build.ts'
import { inputsDigest } from '../../../../tools/kit/build.ts'
import { createSandbox } from '../check/sandbox.ts'

const root = join(import.meta.dirname, '../../../..')
const samples = globSync('deploy/editor/*.json', { cwd: root })

describe('the editor for a team', () => {
  it.each(samples)('can be made with %s', async (sample) => {
    const place = placeSchema.parse(JSON.parse(readFileSync(join(root, sample), 'utf8')))
    const folder = mkdtempSync(join(tmpdir(), 'editor-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    await buildEditor(root, folder, place)
    const config: unknown = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))
    expect(config).toMatchObject({ place: { backend: { ...place.backend, commit_messages: { update: 'content: change {{collection}} {{slug}}' } } } })
    for (const file of ['index.html', 'start.js', 'sveltia-cms.js', 'fonts/material-symbols-outlined.woff2'])
      expect(globSync(file, { cwd: folder }), file).toHaveLength(1)
  })

  it('has no editorial workflow on Gitea, which Sveltia CMS cannot do there', () => {
    const place = { backend: { name: 'gitea', repo: 'a/b', branch: 'main' }, publish_mode: 'editorial_workflow' }
    expect(placeSchema.safeParse(place).success).toBe(false)
  })

  it('is made of the same forms as the one on this computer', () => {
    const local = builtConfig(root, { backend: { name: 'test-repo' } })
    const team = builtConfig(root, { backend: { name: 'gitea', repo: 'a/b', branch: 'main' } })
    expect(team.forms).toEqual(local.forms)
  })
})

describe('the site', () => {
  it('is made of the same inputs with and without the folders of the editor', () => {
    const { root: project, write } = createSandbox()
    const before = inputsDigest(project)
    write('editor/page/start.ts', 'export {}\n')
    write('tools/edit/server.ts', 'export {}\n')
    write('.data/edit/editor/index.html', '<script src="start.js"></script>\n')
    expect(inputsDigest(project)).toBe(before)
    write('content/ru/new.md', '')
    expect(inputsDigest(project)).not.toBe(before)
  })

  it('imports nothing of the editor', () => {
    const files = globSync(['{components,composables,modules,pages,server,shared}/**/*.{ts,vue}', '*.{vue,config.ts}'], { cwd: root })
    expect(files.length).toBeGreaterThan(50)
    const imports = /(?:from |import\()['"][^'"]*\/(?:editor|edit)\//
    expect(files.filter(file => imports.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })
})

const bundle = readFileSync(join(import.meta.dirname, '../../../../node_modules/@sveltia/cms/dist/sveltia-cms.js'), 'utf8')

describe('rewriteBundle', () => {
  it('leaves no host that hands out files', () => {
    const rewritten = rewriteBundle(bundle)
    expect(rewritten).not.toMatch(/unpkg|jsdelivr|sourceMappingURL/)
    expect(rewritten).toContain('./vendor/@sveltia/cms')
    expect(rewritten).toContain('./fonts/material-symbols-outlined.woff2')
  })

  it.each([
    ['an address that is gone', (text: string) => text.replace('noto-mono@5.3.0', 'noto-mono@5.4.0'), 'noto-mono'],
    ['an address more', (text: string) => `${text}\nfetch("https://unpkg.com/more")`, '5 times, not 4'],
    ['another host of files', (text: string) => text.replace('fetch(', 'fetch("https://esm.sh/x");fetch('), 'esm.sh'],
  ])('fails at %s', (_what, change, message) => {
    expect(() => rewriteBundle(change(bundle))).toThrow(message)
  })
})
