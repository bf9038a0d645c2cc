/** Where a live log comes from. */
export interface LogSource {
  /** For the operator: what is followed, in one phrase. */
  readonly name: string
  /** Settles when there will be nothing more; rejects when the source fails. */
  readonly ended: Promise<void>
  /** Reads what has already arrived, then lets go. */
  stop(): Promise<void>
  /** Lines known to be lost between the server and this process; undefined when nobody counts them. */
  lost?(): number | undefined
}

/** Takes one line, without its end; undefined stands for one that is too long. */
export type TakeLine = (line: string | undefined) => void
