import type { SignalStream } from '../../domain/signals/signal-stream.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'

export interface ForgettingPorts {
  readonly streams: Pick<StreamStore, 'skip'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
  readonly audit: AuditLog
}

/**
 * Lets a stream go on after what was forgotten before it was told of, up to `place`: the first thing that its receiver hears
 * is that there was such. Nothing happens when somebody else moved it since it was read.
 */
export async function passForgotten(
  { streams, clock, ids, audit }: ForgettingPorts,
  stream: SignalStream,
  place: number,
): Promise<void> {
  const { id, clientId } = stream
  const notice = { id: ids.uuid(), at: clock.now(), about: 'loss', place } as const
  if (!(await streams.skip(id, stream, notice))) return
  audit.record({ what: 'stream.behind', clientId, streamId: id })
}
