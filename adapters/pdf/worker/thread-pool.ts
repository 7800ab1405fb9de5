import { Problem } from '../../../server/domain/problem.ts'
import { type PdfThread, startThread, type ThreadLimits } from './pdf-thread.ts'

export interface PoolLimits extends ThreadLimits {
  readonly threads: number
  /** How many may wait for a thread. */
  readonly longestQueue: number
}

/** Threads that are lent out one at a time. */
export interface ThreadPool {
  /** Throws `document.busy` when too many wait already, or when the pool closes. */
  take(): Promise<PdfThread>
  giveBack(thread: PdfThread): void
  close(): Promise<void>
}

/** Threads start when they are first needed, and another starts when one is gone. */
export function openThreadPool({ threads, longestQueue, ...limits }: PoolLimits): ThreadPool {
  const idle: PdfThread[] = []
  const lent = new Set<PdfThread>()
  const waiting: PromiseWithResolvers<PdfThread>[] = []
  let closed = false

  const lend = (thread: PdfThread) => {
    lent.add(thread)
    return thread
  }
  return {
    async take() {
      if (closed) throw busy()
      const free = lastStanding(idle)
      if (free ?? lent.size < threads) return lend(free ?? startThread(limits))
      if (waiting.length >= longestQueue) throw busy()
      const turn = Promise.withResolvers<PdfThread>()
      waiting.push(turn)
      return turn.promise
    },
    giveBack(thread) {
      lent.delete(thread)
      const next = waiting.shift()
      if (next) next.resolve(lend(thread.gone ? startThread(limits) : thread))
      else if (!thread.gone) idle.push(thread)
    },
    async close() {
      closed = true
      for (const turn of waiting.splice(0)) turn.reject(busy())
      await Promise.all([...idle, ...lent].map(thread => thread.end()))
    },
  }
}

/** Takes it off the list, and with it those that have gone meanwhile. */
function lastStanding(idle: PdfThread[]): PdfThread | undefined {
  const last = idle.pop()
  return last?.gone ? lastStanding(idle) : last
}

const busy = (): Problem => new Problem('document.busy', 'Too many documents are being worked on')
