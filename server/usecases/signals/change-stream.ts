import type { SignalStream, StreamChoices } from '../../domain/signals/signal-stream.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { isOf, noSuchStream, type OwnStream } from '../steps/own-stream.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'change'>
  readonly audit: AuditLog
}

export interface ChangeStream extends OwnStream {
  /** Of the stream as it was. May throw, and be called again. */
  readonly choose: (stream: SignalStream) => StreamChoices
}

/** The stream with other choices; it goes on where it was. Throws `signal-stream.not-found`. */
export const changeStream =
  ({ streams, audit }: Ports) =>
  async ({ owner, id, choose }: ChangeStream): Promise<SignalStream> => {
    const stream = await streams.change(id, was => {
      if (!isOf(owner, was)) throw noSuchStream()
      return choose(was)
    })
    if (!stream) throw noSuchStream()
    audit.record({ what: 'stream.changed', clientId: stream.clientId, streamId: id })
    return stream
  }
