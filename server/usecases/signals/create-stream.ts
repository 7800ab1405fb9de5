import type { StreamId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import { mostStreams, type SignalStream, type StreamChoices } from '../../domain/signals/signal-stream.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Feeds } from '../../ports/ledger/feeds.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { headOf } from '../steps/feed-places.ts'
import type { StreamOwner } from '../steps/own-stream.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'add'>
  readonly feeds: Pick<Feeds, 'heads'>
  readonly ids: Pick<Ids, 'uuid'>
  readonly audit: AuditLog
}

export interface CreateStream {
  readonly owner: Omit<StreamOwner, 'kinds'>
  readonly choices: StreamChoices
}

/** A stream of what happens from now on. Throws `signal-stream.too-many` for more than a client may have. */
export const createStream =
  ({ streams, feeds, ids, audit }: Ports) =>
  async ({ owner: { clientId, feed }, choices }: CreateStream): Promise<SignalStream> => {
    const stream: SignalStream = {
      ...choices,
      id: ids.uuid() as StreamId,
      clientId,
      registeredAs: undefined,
      feed,
      status: 'enabled',
      reason: undefined,
      place: await headOf(feeds, feed),
      taken: [],
      moves: 0,
    }
    if (!(await streams.add(stream, mostStreams))) {
      throw new Problem('signal-stream.too-many', `A client has at most ${mostStreams} streams`)
    }
    audit.record({ what: 'stream.added', clientId, streamId: stream.id })
    return stream
  }
