import type { SignalStream, StreamStatus } from '../../domain/signals/signal-stream.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Feeds } from '../../ports/ledger/feeds.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { assertKept, assertReached, headOf } from '../steps/feed-places.ts'
import { noSuchStream, type OwnStream, ownStream } from '../steps/own-stream.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'find' | 'setStatus'>
  readonly feeds: Pick<Feeds, 'heads' | 'read'>
  readonly audit: AuditLog
}

export interface SetStreamStatus extends OwnStream {
  readonly status: StreamStatus
  readonly reason: string | undefined
  /** A place of its feed to go on from, whatever was told before. */
  readonly from?: number
}

/**
 * A paused stream goes on where it was once it is enabled; one that was disabled with what happens from then on. Throws
 * `signal-stream.not-found`, `feed-place.unknown` for a place that the feed has not come to, and `feed-place.forgotten` for one
 * after which not everything is kept any more.
 */
export const setStreamStatus =
  ({ streams, feeds, audit }: Ports) =>
  async ({ status, reason, from, ...command }: SetStreamStatus): Promise<SignalStream> => {
    const stream = await ownStream(streams, command)
    const isPassedBy = stream.status === 'disabled' && status !== 'disabled'
    if (from !== undefined) {
      await assertReached(feeds, stream.feed, from)
      assertKept(await feeds.read(stream.feed, from, 1), from)
    }
    const place = from ?? (isPassedBy ? await headOf(feeds, stream.feed) : undefined)
    if (!(await streams.setStatus(stream.id, { status, reason, place }))) throw noSuchStream()
    audit.record({ what: 'stream.changed', clientId: stream.clientId, streamId: stream.id })
    return { ...stream, status, reason, place: place ?? stream.place }
  }
