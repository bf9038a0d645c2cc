import type { ChangedFile, HandOver, Report } from '../../editor/protocol.ts'
import { localeCodes } from '../../shared/locales.ts'
import { runGit } from '../kit/git.ts'
import { changedFiles } from './live-state.ts'

const subjectLimit = 72

/** What a person would call the files: the pages with their languages, then the rest. */
type Thing = { name: string, languages: string[], how: ChangedFile['how'] }

const verbs = { added: 'add', changed: 'change', removed: 'remove' } as const

/**
 * A Conventional Commits message that says what was changed.
 *
 * @param files at least one
 * @example `content: change steps (fr), contacts/bot`
 */
export function commitMessage(files: readonly ChangedFile[]): string {
  const things = thingsOf(files)
  const scope = files.every(({ path }) => path.startsWith('locales/')) ? 'i18n' : 'content'
  const subject = `${scope}: ${clauses(things).join(', ')}`
  const list = things.map(thing => `- ${verbs[thing.how]} ${nameOf(thing)}`)
  if (subject.length <= subjectLimit && things.length === 1) return `${subject}\n`
  if (subject.length <= subjectLimit) return `${subject}\n\n${list.join('\n')}\n`
  return `${scope}: ${verbs[things[0]?.how ?? 'changed']} ${things.length} things\n\n${list.join('\n')}\n`
}

/** The name of a branch for it, made of letters, digits and hyphens. */
export function branchName(files: readonly ChangedFile[], now: Date): string {
  const [first] = thingsOf(files)
  const name = (first?.name ?? 'content').replaceAll('/', '-')
  return `edit/${now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${name}`
}

/** One clause a verb: `add about (ru, uk), change menu`. */
function clauses(things: Thing[]): string[] {
  return things.map((thing, index) => {
    const verb = things[index - 1]?.how === thing.how ? '' : `${verbs[thing.how]} `
    return verb + nameOf(thing)
  })
}

function nameOf({ name, languages }: Thing): string {
  return languages.length === 0 ? name : `${name} (${languages.join(', ')})`
}

function thingsOf(files: readonly ChangedFile[]): Thing[] {
  const things = new Map<string, Thing>()
  for (const { path, how } of files) {
    const [, language, page] = /^(?:content\/(\w\w)\/(.+)\.md|locales\/\w\w\.json)$/.exec(path) ?? []
    const name = page ?? path.replace(/^content\/|\.\w+$/g, '').replace(/^locales\/.*/, 'interface')
    const spoken = language ?? /^locales\/(\w\w)$/.exec(path.replace(/\.json$/, ''))?.[1]
    const thing = things.get(`${how} ${name}`) ?? { name, languages: [], how }
    if (spoken !== undefined) thing.languages.push(spoken)
    things.set(`${how} ${name}`, thing)
  }
  const order = ['added', 'changed', 'removed']
  return [...things.values()]
    .map(thing => ({ ...thing, languages: localeCodes.filter(code => thing.languages.includes(code)) }))
    .sort((a, b) => order.indexOf(a.how) - order.indexOf(b.how))
}

/**
 * Commits what editors have changed, on a branch of its own, so that somebody can look at it. Never while the checker finds errors.
 * On a branch that an earlier hand-over made it goes on there. Other changed files are neither committed nor touched.
 */
export async function handOver(project: string, check: () => Promise<Report>, now: Date): Promise<HandOver> {
  const files = await changedFiles(project)
  if (files.length === 0) return { done: false, why: 'nothing' }
  if (!await hasAuthor(project)) return { done: false, why: 'nobody' }
  const { errors } = await check()
  if (errors > 0) return { done: false, why: 'errors' }
  const current = (await runGit(project, ['branch', '--show-current'])).trim()
  const branch = current.startsWith('edit/') ? current : branchName(files, now)
  if (branch !== current) await runGit(project, ['switch', '--quiet', '--create', branch])
  const message = commitMessage(files)
  const paths = files.map(({ path }) => path)
  // New files must be known to git before `--only` can name them.
  await runGit(project, ['add', '--all', '--', ...paths])
  await runGit(project, ['commit', '--quiet', '--only', '--message', message, '--', ...paths])
  return { done: true, branch, message }
}

/** Whether git knows whose commit it will be. */
async function hasAuthor(project: string): Promise<boolean> {
  try {
    await runGit(project, ['var', 'GIT_AUTHOR_IDENT'])
    return true
  }
  catch {
    return false
  }
}
