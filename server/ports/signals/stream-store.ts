import type { StreamId } from '../../domain/ids.ts'
import type {
  DeliveryKind,
  Progress,
  ReadProgress,
  SignalStream,
  StreamChoices,
  StreamNotice,
  StreamStatus,
} from '../../domain/signals/signal-stream.ts'

/** Streams, what is to be told of them, and whom they leave out. What a receiver gave us to show is sealed at rest. */
export interface StreamStore {
  /**
   * `false` when the client has as many as it may, `most`, has one that is registered by the same name, or is there no more.
   * Webhooks count by themselves.
   */
  add(stream: SignalStream, most: number): Promise<boolean>
  find(id: StreamId): Promise<SignalStream | undefined>
  /** The oldest first. */
  list(clientId: string, kinds: readonly DeliveryKind[]): Promise<readonly SignalStream[]>
  /**
   * The stream with what is chosen of it as it is: changes at the same time are made one after the other. `undefined` when
   * there is none. It stays as it is where `choose` throws; `choose` may be called again for the same change.
   */
  change(id: StreamId, choose: (stream: SignalStream) => StreamChoices): Promise<SignalStream | undefined>
  /** From now on; `place` also moves it in its feed. Failures of before are forgotten. `false` when there is none. */
  setStatus(
    id: StreamId,
    to: {
      readonly status: StreamStatus
      readonly reason: string | undefined
      readonly place?: number | undefined
    },
  ): Promise<boolean>
  /**
   * Pauses a stream that has failed since then and has the notice told first when it goes on. `false` when it has not, as when
   * its receiver has changed something meanwhile.
   */
  pause(
    id: StreamId,
    failing: { readonly since: Date },
    notice: StreamNotice & { readonly about: 'status'; readonly reason: string },
  ): Promise<boolean>
  /** `false` when somebody else moved it since it was read. */
  advance(id: StreamId, from: ReadProgress, to: Progress): Promise<boolean>
  /** Passes by what was forgotten, and has the notice told first. `false` when somebody else moved it since it was read. */
  skip(id: StreamId, from: ReadProgress, notice: StreamNotice & { readonly about: 'loss' }): Promise<boolean>
  /** `false` when there was none. */
  remove(id: StreamId): Promise<boolean>
  /** `false` when it was asked less than so many seconds ago, or is there no more. */
  mayVerify(id: StreamId, seconds: number): Promise<boolean>
  /** Of several about the same only the newest is told. */
  notify(id: StreamId, notice: StreamNotice): Promise<void>
  /** The oldest first. */
  notices(id: StreamId): Promise<readonly StreamNotice[]>
  /** What is no id is passed over. */
  forgetNotices(id: StreamId, ids: readonly string[]): Promise<void>
  /** `false` when it leaves out as many as it can, `most`. */
  leaveOut(id: StreamId, subject: string, most: number): Promise<boolean>
  takeIn(id: StreamId, subject: string): Promise<void>
  /** Those of these subjects that it leaves out. */
  leftOut(id: StreamId, subjects: readonly string[]): Promise<ReadonlySet<string>>
}
