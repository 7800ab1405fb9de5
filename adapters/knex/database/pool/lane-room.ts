import type { Lane } from '../../../../server/ports/lanes.ts'
import { monotonicMs } from '../../../clock/monotonic.ts'
import type { Travel } from './lanes.ts'

export interface Room {
  /** Connections that there may be now. */
  readonly connections: () => number
  /** Connections that the requests of one and the same may hold, in the ordinary lane. */
  readonly share: number
}

interface LaneRoom {
  isFor(travel: Travel): boolean
  /** Gives what to call when something was done with the connection, and when it is given back. */
  take(travel: Travel): { readonly moved: () => void; readonly leave: () => void }
  /** When, on the clock that never jumps, something was last done by those whom the travel waits for. */
  lastMoved(travel: Travel): number
}

const lanes: readonly Lane[] = ['ordinary', 'introspection', 'withdrawal']

/** So many of the connections are each lane's own; what remains is for whoever comes first. Of one or two nobody has any. */
const ownOf = (connections: number): number =>
  connections < 3 ? 0 : Math.max(1, Math.floor(connections / 5))

/** Who has how many connections: each lane can have its own ones at any time, and nobody has more than a share. */
export function laneRoom({ connections, share }: Room): LaneRoom {
  const used = new Map<string, number>()
  const moved = new Map<string, number>()
  const usedBy = (key: string): number => used.get(key) ?? 0

  const laneIsFree = (lane: Lane): boolean => {
    const own = ownOf(connections())
    const others = lanes.filter(one => one !== lane).map(one => Math.max(own, usedBy(one)))
    return others.reduce((sum, one) => sum + one, usedBy(lane)) < connections()
  }

  const shareIsFree = (travel: Travel): boolean => {
    const most = Math.max(1, Math.min(share, connections() - 2 * ownOf(connections()) - 1))
    return usedBy(ownerOf(travel)) < (travel.lane === 'ordinary' ? most : Math.ceil(most / 2))
  }

  const isShared = ({ whose }: Travel): boolean => whose !== undefined

  return {
    isFor: travel => laneIsFree(travel.lane) && (!isShared(travel) || shareIsFree(travel)),

    take(travel) {
      const keys = isShared(travel) ? [travel.lane, ownerOf(travel)] : [travel.lane]
      for (const key of keys) used.set(key, usedBy(key) + 1)
      return {
        moved() {
          for (const key of keys) moved.set(key, monotonicMs())
        },
        leave() {
          for (const key of keys) {
            used.set(key, usedBy(key) - 1)
            if (usedBy(key) === 0 && key !== travel.lane) for (const map of [used, moved]) map.delete(key)
          }
        },
      }
    },

    lastMoved(travel) {
      const full = isShared(travel) && !shareIsFree(travel) ? ownerOf(travel) : travel.lane
      return moved.get(full) ?? 0
    },
  }
}

/** Lanes have no space in their names. */
const ownerOf = ({ lane, whose }: Travel): string => `${lane} ${whose}`
