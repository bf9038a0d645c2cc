import type { ChangedFile, Report, State } from '../../editor/protocol.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, watch } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { toolWords, type MessageId, type Term } from '../../shared/tool-words.ts'
import { isMessageId, rules, type Rule } from '../../shared/content/rules.ts'
import { runGit } from '../kit/git.ts'

/**
 * What editors have changed and not handed over: files below `content/` and `locales/` only, but not the words of the tools.
 *
 * @throws Error with what git said
 */
export async function changedFiles(project: string, signal?: AbortSignal): Promise<ChangedFile[]> {
  const status = await runGit(project, ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--', 'content', 'locales', ':!locales/tools'], signal)
  return status.split('\0').filter(line => line !== '').map(line => ({ path: line.slice(3), how: howOf(line.slice(0, 2)) }))
}

function howOf(code: string): ChangedFile['how'] {
  if (code.includes('?') || code.includes('A')) return 'added'
  return code.includes('D') ? 'removed' : 'changed'
}

const value = z.union([z.string(), z.number(), z.object({ term: z.custom<Term>(name => isKey(name, toolWords.en.checker.terms)) })])

/** What `npm run check -- --json` prints, as far as the editor shows it. */
const reportSchema = z.object({
  errors: z.int().nonnegative(),
  warnings: z.int().nonnegative(),
  findings: z.array(z.object({
    rule: z.custom<Rule>(name => isKey(name, rules)),
    severity: z.enum(['error', 'warning']),
    file: z.string(),
    line: z.int(),
    column: z.int(),
    messageId: z.custom<MessageId>(name => typeof name === 'string' && isMessageId(name)),
    data: z.record(z.string(), value),
    message: z.string(),
    mend: z.string(),
  })),
})

/**
 * Runs the checker in a process of its own: the editor goes on answering meanwhile.
 *
 * @param program the folder of the tools; `project` the folder that is checked
 * @throws Error when the checker itself fails, with what it said; AbortError when `signal` ends it
 */
export async function runChecker(program: string, project: string, signal?: AbortSignal): Promise<Report> {
  const checker = spawn(process.execPath, [join(program, 'tools/check.ts'), '--json', '--root', project], { cwd: project, signal })
  // `once` is rejected by the event "error" of a process that does not start or is ended.
  const [stdout, stderr] = await Promise.all([collect(checker.stdout), collect(checker.stderr), once(checker, 'close')])
  const report = reportSchema.safeParse(parse(stdout))
  if (!report.success) throw new Error(`the checker has failed: ${stderr || z.prettifyError(report.error)}`)
  return report.data
}

/** @returns undefined when it is no JSON */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    return undefined
  }
}

function isKey(name: unknown, object: object): boolean {
  return typeof name === 'string' && Object.hasOwn(object, name)
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: string[] = []
  for await (const part of stream) parts.push(String(part))
  return parts.join('')
}

export type Desk = {
  /** Keeps a browser informed until it leaves. */
  follow: (response: ServerResponse) => void
  /** Notes that something has changed; `saved` names the file if the editor wrote it. */
  changed: (saved?: string) => void
  check: () => Promise<Report>
  showPreview: (origin: string | null) => void
  /** Ends what is under way and starts nothing more: after it the folder may go. A check that was asked for is rejected with AbortError. */
  close: () => Promise<void>
}

const settleMilliseconds = 200

/** Watches the project, runs the checker after each change and tells all who follow. */
export function openDesk(program: string, project: string): Desk {
  const followers = new Set<ServerResponse>()
  let state: State = { preview: null, checking: false, report: null, changed: [], saved: null }
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const ending = new AbortController()

  const watchers = watchedFolders(project).map(folder => watch(folder, () => changed()))
  changed()

  return {
    follow(response) {
      followers.add(response)
      response.on('close', () => followers.delete(response))
      send(response)
    },
    changed,
    check,
    showPreview: preview => update({ preview }),
    async close() {
      ending.abort()
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
      for (const follower of followers) follower.end()
      followers.clear()
      await running.catch(() => undefined)
    },
  }

  function changed(saved?: string): void {
    if (ending.signal.aborted) return
    if (saved !== undefined) update({ saved })
    clearTimeout(timer)
    timer = setTimeout(() => void check().catch(report), settleMilliseconds)
  }

  /** One run at a time: what is asked for meanwhile waits, for the running one may have read the files too early. */
  function check(): Promise<Report> {
    const next = running.then(look, look)
    running = next
    return next
  }

  async function look(): Promise<Report> {
    ending.signal.throwIfAborted()
    update({ checking: true })
    try {
      const report = await runChecker(program, project, ending.signal)
      update({ report, changed: await changedFiles(project, ending.signal) })
      return report
    }
    finally {
      update({ checking: false })
    }
  }

  function report(error: unknown): void {
    if (!ending.signal.aborted) console.error(error)
  }

  function update(news: Partial<State>): void {
    state = { ...state, ...news }
    for (const follower of followers) send(follower)
  }

  function send(response: ServerResponse): void {
    response.write(`data: ${JSON.stringify(state)}\n\n`)
  }
}

/**
 * Each folder by itself: on Linux, `recursive` watches the file, not its name. It sees nothing more of one that another has replaced, which
 * is how the editor saves and git switches (measured with Node 24.21).
 */
function watchedFolders(project: string): string[] {
  const content = join(project, 'content')
  const inside = readdirSync(content, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => join(content, name))
  return [content, ...inside, join(project, 'locales')]
}
