import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { noSuchStream, type OwnStream, ownStream } from '../steps/own-stream.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'find' | 'remove'>
  readonly audit: AuditLog
}

/** Throws `signal-stream.not-found`. */
export const removeStream =
  ({ streams, audit }: Ports) =>
  async (command: OwnStream): Promise<void> => {
    const { id, clientId } = await ownStream(streams, command)
    if (!(await streams.remove(id))) throw noSuchStream()
    audit.record({ what: 'stream.removed', clientId, streamId: id })
  }
