import { Problem } from '../../../server/domain/problem.ts'
import type { Limits } from './limits.ts'
import { type PdfProcess, pdfProcess } from './pdf-process.ts'

export interface PoolLimits extends Limits {
  readonly processes: number
  /** How many may wait for a process. */
  readonly longestQueue: number
}

/** Processes that are lent out one at a time, those first that have worked before. */
export interface ProcessPool {
  /** Throws `document.busy` when too many wait already, or when the pool closes. */
  take(): Promise<PdfProcess>
  giveBack(process: PdfProcess): void
  close(): Promise<void>
}

export function openProcessPool({ processes, longestQueue, ...limits }: PoolLimits): ProcessPool {
  const all = Array.from({ length: processes }, () => pdfProcess(limits))
  const idle = [...all]
  const waiting: PromiseWithResolvers<PdfProcess>[] = []
  let isClosed = false

  return {
    async take() {
      if (isClosed) throw busy()
      const free = idle.pop()
      if (free) return free
      if (waiting.length >= longestQueue) throw busy()
      const turn = Promise.withResolvers<PdfProcess>()
      waiting.push(turn)
      return turn.promise
    },
    giveBack(process) {
      const next = waiting.shift()
      if (next) next.resolve(process)
      else idle.push(process)
    },
    async close() {
      isClosed = true
      for (const turn of waiting.splice(0)) turn.reject(busy())
      await Promise.all(all.map(process => process.end()))
    },
  }
}

const busy = (): Problem => new Problem('document.busy', 'Too many documents are being worked on')
