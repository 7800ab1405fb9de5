import type { SignalStream, StreamChoices } from '../../domain/signals/signal-stream.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { noSuchStream, type OwnStream, ownStream } from '../steps/own-stream.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'find' | 'change'>
  readonly audit: AuditLog
}

export interface ChangeStream extends OwnStream {
  /** Of the stream as it was. May throw. */
  readonly choose: (stream: SignalStream) => StreamChoices
}

/** The stream with other choices; it goes on where it was. Throws `signal-stream.not-found`. */
export const changeStream =
  ({ streams, audit }: Ports) =>
  async ({ choose, ...command }: ChangeStream): Promise<SignalStream> => {
    const stream = await ownStream(streams, command)
    const choices = choose(stream)
    if (!(await streams.change(stream.id, choices))) throw noSuchStream()
    audit.record({ what: 'stream.changed', clientId: stream.clientId, streamId: stream.id })
    return { ...stream, ...choices }
  }
