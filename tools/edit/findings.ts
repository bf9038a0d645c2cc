import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'
import { enTerms } from '../../shared/content/messages/en.ts'
import type { MessageId, Term } from '../../shared/content/messages/messages.ts'
import { isMessageId, rules, type Rule } from '../../shared/content/rules.ts'

const value = z.union([z.string(), z.number(), z.object({ term: z.custom<Term>(name => isKey(name, enTerms)) })])

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

export type Report = z.output<typeof reportSchema>

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
