import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Locale } from '../../../shared/locales.ts'
import { startEditServer } from '../../../tools/edit/server.ts'
import { root } from '../built-site.ts'

/** The editor on a copy of the project that nobody misses. */
export type Desk = {
  /** The address with its secret, ending in `/`; the editor alone is at `editor/` below it. */
  address: string
  /** The folder of the copy, a git work tree with one commit. */
  project: string
  git: (...args: string[]) => string
  read: (file: string) => string
  write: (file: string, text: string) => void
  close: () => Promise<void>
}

/** Neither written by people for the site nor needed to check it. */
const left = new Set(['data', 'docs', 'node_modules', 'package-lock.json', 'playwright-report', 'test-results', 'tests'])

/** Starts the server of `npm run edit` on a copy of the project; `close` removes the copy. */
export async function openDesk(): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'editor-'))
  const project = join(folder, 'project')
  const parts = readdirSync(root).filter(name => !name.startsWith('.') && !left.has(name))
  for (const part of parts) cpSync(join(root, part), join(project, part), { recursive: true })
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: project, encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch', 'main')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@example.org')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'content: begin')
  const server = await startEditServer({ program: root, project, target: join(folder, 'built') })
  return {
    address: server.address,
    project,
    git,
    read: file => readFileSync(join(project, file), 'utf8'),
    write: (file, text) => writeFileSync(join(project, file), text),
    async close() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const files: Record<Locale, string> = { ru: 'ru', uk: 'uk', fr: 'fr', en: 'en-US' }

/** The words of Sveltia CMS itself in a language: its buttons, by their names, such as `save`. Groups of words are left out. */
export function ownWords(locale: Locale): Record<string, string> {
  const text = readFileSync(join(root, `node_modules/@sveltia/cms/locales/${files[locale]}.json`), 'utf8')
  const words = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  return Object.fromEntries(Object.entries(words).flatMap(([name, word]): [string, string][] => typeof word === 'string' ? [[name, word]] : []))
}

/** What the guides for editors show, in their order; the pictures bear these names. */
export const sceneNames = ['correct', 'add', 'translate', 'change', 'confirm'] as const

export type SceneName = (typeof sceneNames)[number]
