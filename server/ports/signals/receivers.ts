import type { StreamId } from '../../domain/ids.ts'
import type { Client } from '../../domain/registry/client.ts'
import type { DeliveryKind, SignalStream } from '../../domain/signals/signal-stream.ts'

/** A stream that an operator registers for a client, by a name of its own. */
export interface WantedStream {
  readonly name: string
  readonly kind: DeliveryKind
  /** Where to; `undefined` for one that asks. */
  readonly endpoint: string | undefined
  /** What is shown there, or the secret of a webhook; that of the stream as it stands where it is kept. */
  readonly secret: string | undefined
  readonly keepsSecret?: boolean | undefined
  /** As in `StreamChoices`. */
  readonly eventsRequested: readonly string[] | undefined
  readonly description: string | undefined
}

export interface PutStream {
  readonly id: StreamId
  readonly name: string
  readonly what: 'added' | 'changed' | 'same' | 'removed'
}

/** A stream that stands, by its name. */
export type RegisteredStream = Pick<SignalStream, 'delivery' | 'eventsRequested' | 'description'> & {
  readonly name: string
}

/** Streams that operators register; those that receivers make themselves are left alone. */
export interface Receivers {
  /**
   * These and no others are registered for the client from now on. One that is there already goes on where it was, and another
   * secret of a webhook leaves the one before good for a day. Throws `signal-stream.too-many`.
   */
  put(client: Client, wanted: readonly WantedStream[]): Promise<readonly PutStream[]>
  /** Those of a client, the oldest first. */
  registered(clientId: string): Promise<readonly RegisteredStream[]>
}
