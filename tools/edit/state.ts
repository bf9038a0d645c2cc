import { readdirSync, watch } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { changedFiles, type ChangedFile } from './changed-files.ts'
import { runChecker, type Report } from './findings.ts'

/** What the page beside the editor shows. `preview` is the origin of the development server; null: there is none, or not yet. */
export type State = {
  preview: string | null
  checking: boolean
  report: Report | null
  changed: ChangedFile[]
  /** The file that was saved last. */
  saved: string | null
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
