import type { TaskInput, TaskName, TaskResult } from './tasks.ts'
import { openThreadPool, type PoolLimits } from './thread-pool.ts'

/** Work on documents in threads of their own, so that nobody else waits for it. */
export interface PdfWorkers {
  /**
   * What the task answers. Throws the task's own `Problem`; `document.busy` when too many wait already;
   * `document.too-heavy` when the task took more time or memory than one may take, and then its thread has ended.
   */
  run<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<TaskResult<Name>>
  /** Ends every thread. What was under way fails. */
  close(): Promise<void>
}

const usual: PoolLimits = { threads: 1, longestQueue: 100, timeoutMs: 10_000, maxOldGenerationMb: 192 }

export function openPdfWorkers(limits: Partial<PoolLimits> = {}): PdfWorkers {
  const pool = openThreadPool({ ...usual, ...limits })
  return {
    async run(name, input) {
      const thread = await pool.take()
      try {
        return (await thread.run({ name, input })) as TaskResult<typeof name>
      } finally {
        pool.giveBack(thread)
      }
    },
    close: pool.close,
  }
}
