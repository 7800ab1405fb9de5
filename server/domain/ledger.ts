import type { PartyId } from './ids.ts'
import { canonicalJson } from './text/canonical-json.ts'

/** Why a row of the ledger does not fit. */
export type MisfitReason =
  /** An event that was changed. */
  | 'hash'
  /** An event that does not follow the one before it, or a number that is not there. */
  | 'order'
  /** An event that attests something else than what the rows say now. */
  | 'content'
  /** A text that was read and is not the one whose hash was kept. */
  | 'text'
  /** An event of the older form where there can be none any more. */
  | 'older-form'
  /** A row, or its state, that no event tells of. */
  | 'no-event'
  /** A feed that does not end where its counter says. */
  | 'head'
  /** An event that is not the one that was anchored, or is gone. */
  | 'anchored'
  /** An anchor that is not as it was signed, or does not follow the one before it. */
  | 'anchor'
  /** An anchor that is not the one that was kept elsewhere, or is gone. */
  | 'kept-anchor'

export interface Misfit {
  readonly table: string
  /** The row's key: `<stream>/<sequence>` for an event, else its id or number. */
  readonly row: string
  readonly why: MisfitReason
}

/** The last event of one asker's feed. */
export interface Head {
  readonly stream: PartyId
  readonly sequence: number
  readonly hash: string
}

/** What is signed of the ledger at one moment. */
export interface Anchor {
  /** From 1, without gaps. */
  readonly number: number
  /** SHA-256 (hex) of the signed anchor before; 64 zeros for the first. */
  readonly previous: string
  /** How many events there were, of how many feeds. */
  readonly events: number
  readonly streams: number
  /** The heads that moved since the anchor before, in the order of their streams. */
  readonly heads: readonly Head[]
  /** Until when processes of before may have written events of the older form; `undefined` when never. */
  readonly olderFormUntil: Date | undefined
}

/** The text whose digest an anchor says. */
export const headsText = (heads: readonly Head[]): string =>
  canonicalJson(heads.map(({ stream, sequence, hash }) => [stream, sequence, hash]))

/** What an anchor says to everybody: nothing of whose feeds there are. */
export const anchorClaims = (
  { number, previous, events, streams, heads, olderFormUntil }: Anchor,
  digest: (text: string) => string,
) => ({
  number,
  previous,
  events,
  streams,
  heads: digest(headsText(heads)),
  older_form_until: olderFormUntil?.toISOString() ?? null,
})

export type AnchorClaims = ReturnType<typeof anchorClaims>

/** What the first anchor follows. */
export const beforeFirstAnchor = '0'.repeat(64)
