import type { Client } from '../../domain/registry/client.ts'
import type { PlacedSignal } from '../../domain/signals/consent-signal.ts'
import type { SignalStream, StreamNotice } from '../../domain/signals/signal-stream.ts'
import type { Letter, Reply } from './post.ts'

/** Something to be told, before it is written. */
export interface Draft {
  /** The same whenever and to whomever it is told. */
  readonly id: string
  readonly content: Readonly<Record<string, unknown>>
}

export interface PlacedDraft extends Draft {
  /** Of the feed. What is drafted of one signal has its place. */
  readonly place: number
  /** Whom a receiver may leave out. */
  readonly subject: string
}

/**
 * What an answer means: it was taken; it never will be, and `problem` says why; nothing more is wanted there; or it is to be
 * sent again.
 */
export type Verdict =
  | { readonly name: 'taken' | 'gone' | 'again' }
  | { readonly name: 'refused'; readonly problem: string }

/** How a kind of stream tells what happened. */
export interface SignalDialect {
  /** Whether the client may still be told. */
  mayHear(client: Client): boolean
  /** What a stream is to be told of these, in their order; nothing of what it did not ask for. */
  draft(stream: SignalStream, placed: readonly PlacedSignal[]): Promise<readonly PlacedDraft[]>
  draftNotice(stream: SignalStream, notice: StreamNotice): Draft
  /** As it is told now; drafts of the same id may be written anew. */
  write(stream: SignalStream, draft: Draft): Promise<string>
  /** For streams that are delivered to: how it is put there. */
  address(stream: SignalStream, written: string, draft: Draft): Letter
  judge(reply: Reply): Verdict
}
