import type { StreamId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import { type FeedOf, feedName } from '../../domain/signals/feed.ts'
import type { DeliveryKind, SignalStream } from '../../domain/signals/signal-stream.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'

/** Who asks for streams: a client, by the feed that it may know of, and kinds of streams that it speaks of. */
export interface StreamOwner {
  readonly clientId: string
  readonly feed: FeedOf
  readonly kinds: readonly DeliveryKind[]
}

export interface OwnStream {
  readonly owner: StreamOwner
  readonly id: StreamId
}

export const isOf = ({ clientId, feed, kinds }: StreamOwner, stream: SignalStream): boolean =>
  stream.clientId === clientId &&
  kinds.includes(stream.delivery.kind) &&
  feedName(stream.feed) === feedName(feed)

/** The owner's stream. Throws `signal-stream.not-found`, for another's, too. */
export async function ownStream(
  streams: Pick<StreamStore, 'find'>,
  { owner, id }: OwnStream,
): Promise<SignalStream> {
  const stream = await streams.find(id)
  if (!stream || !isOf(owner, stream)) throw noSuchStream()
  return stream
}

export const noSuchStream = () => new Problem('signal-stream.not-found', 'There is no such stream')
