import { Problem } from '../../domain/problem.ts'

/** Requests of clients that this process lets wait for something to happen. */
export interface WaitingRoom {
  /** Has the client wait until its exchange is over. Throws `request.too-many` where the client has too many, or all have. */
  enter(clientId: string, over: AbortSignal): void
}

interface Size {
  readonly ofOne: number
  readonly ofAll: number
}

export function openWaitingRoom({ ofOne, ofAll }: Size): WaitingRoom {
  const waiting = new Map<string, number>()
  let all = 0

  const leave = (clientId: string): void => {
    all--
    const left = (waiting.get(clientId) ?? 0) - 1
    if (left > 0) waiting.set(clientId, left)
    else waiting.delete(clientId)
  }

  return {
    enter(clientId, over) {
      const own = waiting.get(clientId) ?? 0
      if (own >= ofOne)
        throw new Problem('request.too-many', `No more than ${ofOne} requests of a client may wait`)
      if (all >= ofAll) throw new Problem('request.too-many', 'Too many wait already; try again later')
      if (over.aborted) return
      all++
      waiting.set(clientId, own + 1)
      over.addEventListener('abort', () => leave(clientId), { once: true })
    },
  }
}
