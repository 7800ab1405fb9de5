import type { StreamId } from '../../../server/domain/ids.ts'
import { feedNamed } from '../../../server/domain/signals/feed.ts'
import type {
  DeliveryKind,
  SignalStream,
  StreamNotice,
  StreamStatus,
} from '../../../server/domain/signals/signal-stream.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { streamPlace } from './places.ts'

export interface SignalStreamRow {
  readonly id: StreamId
  readonly client_id: string
  readonly registered_as: string | null
  readonly feed: string
  readonly kind: DeliveryKind
  readonly endpoint: string | null
  readonly ciphertext: Buffer | null
  readonly key_id: string | null
  readonly events_requested: readonly string[] | null
  readonly description: string | null
  readonly status: StreamStatus
  readonly reason: string | null
  readonly place: string
  readonly taken: readonly string[]
  readonly moves: number
}

export const streamColumns = `s.id, s.client_id, s.registered_as, s.feed, s.kind, s.endpoint, s.ciphertext, s.key_id, s.events_requested,
  s.description, s.status, s.reason, s.place, s.taken, s.moves`

export const toSignalStream = (row: SignalStreamRow, sealer: Pick<Sealer, 'open'>): SignalStream => ({
  id: row.id,
  clientId: row.client_id,
  registeredAs: row.registered_as ?? undefined,
  feed: feedNamed(row.feed),
  delivery: {
    kind: row.kind,
    endpoint: row.endpoint ?? undefined,
    authorization:
      row.ciphertext && row.key_id
        ? sealer.open({ keyId: row.key_id, ciphertext: row.ciphertext }, streamPlace(row.id))
        : undefined,
  },
  eventsRequested: row.events_requested ?? undefined,
  description: row.description ?? undefined,
  status: row.status,
  reason: row.reason ?? undefined,
  place: Number(row.place),
  taken: row.taken,
  moves: row.moves,
})

/** The values of `ciphertext` and `key_id`. */
export function sealedAuthorization(
  id: StreamId,
  authorization: string | undefined,
  sealer: Pick<Sealer, 'seal'>,
): readonly [Uint8Array | null, string | null] {
  if (authorization === undefined) return [null, null]
  const { ciphertext, keyId } = sealer.seal(authorization, streamPlace(id))
  return [ciphertext, keyId]
}

export interface SignalNoticeRow {
  readonly id: string
  readonly about: object
  readonly at: Date
}

export const toStreamNotice = ({ id, about, at }: SignalNoticeRow): StreamNotice =>
  ({ ...about, id, at }) as StreamNotice

/** The value of `about`. */
export function noticeContent({ id: _id, at: _at, ...about }: StreamNotice): string {
  return JSON.stringify(about)
}
