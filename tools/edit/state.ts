import { watch } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { runChecker, type Report } from './findings.ts'
import { changedFiles, type ChangedFile } from './git.ts'

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
  close: () => void
}

const settleMilliseconds = 200

/** Watches the project, runs the checker after each change and tells all who follow. */
export function openDesk(program: string, project: string): Desk {
  const followers = new Set<ServerResponse>()
  let state: State = { preview: null, checking: false, report: null, changed: [], saved: null }
  let timer: NodeJS.Timeout | undefined
  let running: Promise<Report> | undefined

  const watchers = ['content', 'locales'].map(folder => watch(join(project, folder), { recursive: true }, () => changed()))
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
    close() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
      for (const follower of followers) follower.end()
    },
  }

  function changed(saved?: string): void {
    if (saved !== undefined) update({ saved })
    clearTimeout(timer)
    timer = setTimeout(() => void check().catch((error: unknown) => console.error(error)), settleMilliseconds)
  }

  /** One run at a time: what is asked for meanwhile waits, for the running one may have read the files too early. */
  async function check(): Promise<Report> {
    await running?.catch(() => undefined)
    update({ checking: true })
    running = runChecker(program, project)
    try {
      const report = await running
      update({ report, changed: await changedFiles(project) })
      return report
    }
    finally {
      update({ checking: false })
    }
  }

  function update(news: Partial<State>): void {
    state = { ...state, ...news }
    for (const follower of followers) send(follower)
  }

  function send(response: ServerResponse): void {
    response.write(`data: ${JSON.stringify(state)}\n\n`)
  }
}
