import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { formatRecord, readTranslations, recordFile, type Comparison } from '../../../../shared/content/translations.ts'
import { localeCodes, type Locale } from '../../../../shared/locales.ts'
import { readStatus, type PageStatus } from '../../../../tools/translations/status.ts'
import { createSandbox } from '../check/sandbox.ts'

type Author = { name: string, on: string }

/** Whoever wrote the first version of everything. */
const founder: Author = { name: 'Founder', on: '2026-11-20' }

/** What the page `steps` says: a paragraph on two lines, a list, and a last paragraph. */
const bodies: Record<Locale, string> = {
  ru: 'Не звоните с рабочего телефона\nи не пишите с чужого.\n\n- первое :source{key=paper-2022}\n- второе\n\nВсё остальное [Главная](/ru).\n',
  uk: 'Не дзвоніть зі службового телефону\nі не пишіть із чужого.\n\n- перше :source{key=paper-2022}\n- друге\n\nУсе інше [Головна](/uk).\n',
  fr: 'N’appelez pas du téléphone du travail\net n’écrivez pas de celui d’un autre.\n\n- premier :source{key=paper-2022}\n- second\n\nLe reste [Accueil](/fr).\n',
  en: 'Do not call from a work phone\nand do not write from somebody else’s.\n\n- first :source{key=paper-2022}\n- second\n\nAll else [Home](/en).\n',
}

/** The git commands of one folder, with no settings but its own. */
function gitIn(root: string) {
  return (args: readonly string[], { name, on }: Author = founder): string => execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: 'author@example.org', GIT_AUTHOR_DATE: `${on}T12:00:00Z`,
      GIT_COMMITTER_NAME: 'Merger', GIT_COMMITTER_EMAIL: 'merger@example.org', GIT_COMMITTER_DATE: '2026-11-30T12:00:00Z',
    },
  })
}

/** A project of its own whose translations were taken as they were, committed to a git repository. It is gone after the test. */
export function createRepository() {
  const sandbox = createSandbox()
  const git = gitIn(sandbox.root)
  for (const locale of localeCodes) {
    const file = `content/${locale}/steps.md`
    const head = readFileSync(join(sandbox.root, file), 'utf8').split('\n[')[0] ?? ''
    sandbox.write(file, `${head}\n${bodies[locale]}`)
  }
  for (const { page, blocks } of readTranslations(sandbox.root)) {
    const hashes = (locale: Locale): string[] => blocks[locale]?.map(({ hash }) => hash) ?? []
    const taken = (locale: Locale): Comparison => ({ source: 'ru', on: founder.on, by: null, source_blocks: hashes('ru'), own_blocks: hashes(locale) })
    sandbox.write(recordFile(page), formatRecord({ uk: taken('uk'), fr: taken('fr'), en: taken('en') }))
  }
  git(['init', '--quiet', '--initial-branch=main'])
  commit('begin')
  return { ...sandbox, git, commit }

  function commit(message: string, author?: Author): void {
    git(['add', '--all'])
    git(['commit', '--quiet', `--message=${message}`], author)
  }
}

/** A clone with so many of the last commits. */
export function cloneShallow(root: string, depth: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  // As a URL: git ignores the depth of a clone from a path.
  gitIn(folder)(['clone', '--quiet', `--depth=${depth}`, `file://${root}`, 'clone'])
  return join(folder, 'clone')
}

/** @throws Error when there is no such page */
export function statusOf(root: string, page: string): PageStatus {
  const found = readStatus(root).pages.find(status => status.page === page)
  if (!found) throw new Error(`there is no page ${page}`)
  return found
}

/** How a page stands in each language, `ru` first. */
export function states(root: string, page: string): string[] {
  const { languages } = statusOf(root, page)
  return localeCodes.map(locale => languages[locale].state)
}
