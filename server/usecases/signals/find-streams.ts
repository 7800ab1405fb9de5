import type { SignalStream } from '../../domain/signals/signal-stream.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { isOf, type OwnStream, ownStream, type StreamOwner } from '../steps/own-stream.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'find' | 'list'>
}

/** A client's own stream. Throws `signal-stream.not-found`, for another's, too. */
export const findStream =
  ({ streams }: Ports) =>
  (command: OwnStream): Promise<SignalStream> =>
    ownStream(streams, command)

/** A client's own streams, the oldest first. */
export const listStreams =
  ({ streams }: Ports) =>
  async (owner: StreamOwner): Promise<readonly SignalStream[]> =>
    (await streams.list(owner.clientId, owner.kinds)).filter(one => isOf(owner, one))
