import { openProcessPool, type PoolLimits } from './process-pool.ts'
import type { TaskInput, TaskName, TaskResult } from './tasks.ts'

/** Work on documents in processes of their own: the worst document costs its own process, and nobody else waits for it. */
export interface PdfWorkers {
  /**
   * What the task answers. Throws the task's own `Problem`; `document.busy` when too many wait already;
   * `document.unfinished` when the process ended before it answered, for want of time or memory.
   */
  run<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<TaskResult<Name>>
  /** Ends every process. What was under way fails. */
  close(): Promise<void>
}

/** A server has others to answer: who asks about a token goes first. */
const usual: PoolLimits = {
  processes: 2,
  longestQueue: 100,
  cpuMs: 5_000,
  heapMb: 192,
  silenceMs: 60_000,
  givesWay: true,
}

export function openPdfWorkers(limits: Partial<PoolLimits> = {}): PdfWorkers {
  const pool = openProcessPool({ ...usual, ...limits })
  return {
    async run(name, input) {
      const process = await pool.take()
      try {
        return (await process.run({ name, input })) as TaskResult<typeof name>
      } finally {
        pool.giveBack(process)
      }
    },
    close: pool.close,
  }
}
