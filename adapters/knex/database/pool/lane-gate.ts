import type { Lane } from '../../../../server/ports/lanes.ts'
import { monotonicMs } from '../../../clock/monotonic.ts'
import { laneRoom, type Room } from './lane-room.ts'
import type { Travel } from './lanes.ts'

export interface Pass {
  /** Says that something was done with the connection: who waits for one does not wait in vain. */
  moved(): void
  /** Lets the next one in. */
  leave(): void
}

interface Gate {
  /** Rejects when the patience of the travel is at its end, or when nothing moves where it waits. */
  enter(travel: Travel): Promise<Pass>
}

interface Waiting {
  readonly travel: Travel
  readonly admit: () => void
}

/**
 * Milliseconds in which nothing is done with any connection after which waiting for one is in vain. A withdrawal waits on:
 * whatever stands in its way is soon over.
 */
const standstill: Readonly<Record<Lane, number>> = { ordinary: 450, introspection: 450, withdrawal: 4_000 }

/** Lets requests to connections, of those who wait the one first that began first, so that what was begun is ended. */
export function laneGate(size: Room): Gate {
  const room = laneRoom(size)
  const waiting: Waiting[] = []

  const take = (travel: Travel): Pass => {
    const { moved, leave } = room.take(travel)
    return {
      moved,
      leave() {
        leave()
        admitNext()
      },
    }
  }

  const admitNext = (): void => {
    for (let place = 0; place < waiting.length; ) {
      const { travel, admit } = waiting[place]!
      if (!room.isFor(travel)) place++
      else {
        waiting.splice(place, 1)
        admit()
      }
    }
  }

  const queue = (one: Waiting): void => {
    const place = waiting.findLastIndex(({ travel }) => travel.number <= one.travel.number)
    waiting.splice(place + 1, 0, one)
  }

  const isInVain = (travel: Travel, since: number): boolean => {
    const now = monotonicMs()
    const still = now - Math.max(since, room.lastMoved(travel))
    return now - since >= travel.patience || still >= standstill[travel.lane]
  }

  const waitFor = (travel: Travel, since: number): Promise<Pass> => {
    const { promise, resolve, reject } = Promise.withResolvers<Pass>()
    const one = { travel, admit: () => resolve(take(travel)) }
    queue(one)
    const giveUp = (): void => {
      const place = waiting.indexOf(one)
      if (place === -1 || !isInVain(travel, since)) return
      waiting.splice(place, 1)
      reject(new Error('No connection came free in time'))
    }
    // @NOTE A process that was busy with something else hears first what came back meanwhile.
    const timer = setInterval(() => setImmediate(giveUp), Math.min(travel.patience, glance))
    return promise.finally(() => clearInterval(timer))
  }

  return {
    async enter(travel) {
      if (room.isFor(travel)) return take(travel)
      const since = monotonicMs()
      try {
        return await waitFor(travel, since)
      } finally {
        travel.patience = Math.max(0, travel.patience - (monotonicMs() - since))
      }
    },
  }
}

/** Milliseconds between two looks at whether anything moves. */
const glance = 50
