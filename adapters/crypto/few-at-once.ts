import { Problem } from '../../server/domain/problem.ts'

export interface Bounds {
  readonly atOnce: number
  /** How many more may wait. */
  readonly waiting: number
}

/**
 * Runs no more of these works at once than it may; the others wait in their order. Throws `authentication.busy` when too
 * many wait already.
 */
export function fewAtOnce({ atOnce, waiting }: Bounds): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = []
  let running = 0

  /** A place that becomes free goes to the first who waits, and stays taken. */
  const place = (): Promise<void> | undefined => {
    if (running < atOnce) {
      running++
      return undefined
    }
    if (queue.length >= waiting)
      throw new Problem('authentication.busy', 'Too many secrets are being checked')
    return new Promise(resolve => queue.push(resolve))
  }

  const leave = (): void => {
    const next = queue.shift()
    if (next) next()
    else running--
  }

  return async work => {
    await place()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
