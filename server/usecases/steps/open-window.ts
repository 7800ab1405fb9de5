import { consentSignal } from '../../domain/signals/consent-signal.ts'
import type { SignalStream } from '../../domain/signals/signal-stream.ts'
import type { Feeds } from '../../ports/ledger/feeds.ts'
import type { PlacedDraft, SignalDialect } from '../../ports/signals/signal-dialect.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { forgottenUpto } from './feed-places.ts'

export interface WindowPorts {
  readonly feeds: Pick<Feeds, 'read'>
  readonly streams: Pick<StreamStore, 'leftOut'>
}

/** `isWithdrawal`: whether it is the news that a person took a consent back. */
export interface WindowDraft extends PlacedDraft {
  readonly isWithdrawal: boolean
}

export interface Window {
  readonly upto: number
  readonly drafts: readonly WindowDraft[]
  /** Whether there may be more behind it. */
  readonly isFull: boolean
  /** Up to where what comes after the stream's place is kept no more; `undefined` when nothing was forgotten. */
  readonly forgottenUpto: number | undefined
}

/** Events that a receiver may have in hand unacknowledged. */
const width = 200

/** What comes after a stream's place, without whom it leaves out; what was acknowledged of it is among it. */
export const openWindow =
  ({ feeds, streams }: WindowPorts) =>
  async (stream: SignalStream, dialect: Pick<SignalDialect, 'draft'>): Promise<Window> => {
    const entries = await feeds.read(stream.feed, stream.place, width)
    const placed = entries.map(({ place, event }) => ({ place, signal: consentSignal(event, stream.feed) }))
    const drafts = placed.length > 0 ? await dialect.draft(stream, placed) : []
    const withdrawals = new Set<string>(
      placed.flatMap(({ signal }) => (signal.type === 'withdrawn' ? [signal.id] : [])),
    )
    const subjects = [...new Set(drafts.map(({ subject }) => subject))]
    const leftOut = subjects.length > 0 ? await streams.leftOut(stream.id, subjects) : new Set<string>()
    return {
      upto: placed.at(-1)?.place ?? stream.place,
      drafts: drafts
        .filter(({ subject }) => !leftOut.has(subject))
        .map(draft => ({ ...draft, isWithdrawal: withdrawals.has(draft.id) })),
      isFull: entries.length === width,
      forgottenUpto: forgottenUpto(entries, stream.place),
    }
  }
