import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { type OwnStream, ownStream } from '../steps/own-stream.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'find' | 'mayVerify' | 'notify'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

export interface VerifyStream extends OwnStream {
  /** What the receiver wants to read again. */
  readonly state: string | undefined
  /** Seconds between two of them. */
  readonly interval: number
}

/** Has a stream tell of itself. Throws `signal-stream.not-found`, and `request.too-many` for what comes too soon. */
export const verifyStream =
  ({ streams, clock, ids }: Ports) =>
  async ({ state, interval, ...command }: VerifyStream): Promise<void> => {
    const { id, status } = await ownStream(streams, command)
    if (!(await streams.mayVerify(id, interval))) {
      throw new Problem('request.too-many', `A stream is verified every ${interval} seconds at most`)
    }
    if (status === 'disabled') return
    await streams.notify(id, { id: ids.uuid(), at: clock.now(), about: 'verification', state })
  }
