import type { DeliveryKind, SignalStream } from '../../domain/signals/signal-stream.ts'

/** A stream that nobody else delivers to meanwhile, until the claim ends by itself. */
export interface Claimed {
  readonly stream: SignalStream
  readonly claim: string
}

export interface Claiming {
  readonly kinds: readonly DeliveryKind[]
  readonly most: number
  /** After which others may claim it, as when the process died. */
  readonly seconds: number
}

/** Which streams have something to be told and are due. Several processes share them; each has one at a time. */
export interface DeliveryQueue {
  claim(claiming: Claiming): Promise<readonly Claimed[]>
  /** Whether the claim still stands: not once it is over, or the receiver has changed something. */
  holds(claimed: Claimed): Promise<boolean>
  /** Everything up to the place was taken: the claim ends. Nothing happens for a claim that is over. */
  done(claimed: Claimed, place: number): Promise<void>
  /**
   * What comes after the place was not: the claim ends, and the stream is due again later, twice as late each time up to a
   * day, less up to half of it at random, and not before `rest` is over. Gives since when it has failed.
   */
  failed(claimed: Claimed, place: number, rest?: Date): Promise<Date | undefined>
  /** How many streams have failed for at least so many seconds. */
  failing(seconds: number): Promise<number>
}
