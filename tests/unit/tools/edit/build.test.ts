import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildEditor, builtConfig } from '../../../../tools/edit/build.ts'
import { placeSchema } from '../../../../tools/edit/place.ts'
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
