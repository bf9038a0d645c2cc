import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ReportedFinding } from '../../shared/content/finding.ts'

export type Report = { errors: number, warnings: number, findings: ReportedFinding[] }

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
  if (!stdout.startsWith('{')) throw new Error(`the checker has failed: ${stderr}`)
  return JSON.parse(stdout)
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: string[] = []
  for await (const part of stream) parts.push(String(part))
  return parts.join('')
}
