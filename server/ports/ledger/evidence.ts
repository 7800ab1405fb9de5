import type { GrantId } from '../../domain/ids.ts'
import type { LedgerProof } from '../../domain/ledger-proof.ts'
import type { Misfit } from '../../domain/ledger.ts'

/** What was found in a whole ledger. */
export interface Examined {
  /** The first row that does not fit; events come first, in the order of feeds and numbers. */
  readonly misfit: Misfit | undefined
  readonly events: number
  readonly streams: number
  /** Events of the older form, which attest nothing of what was decided. */
  readonly older: { readonly events: number; readonly last: Date | undefined }
}

/** Holds rows against what the ledger says of them. */
export interface Evidence {
  /** What does not fit of a grant, the request that gave it, its uses, and the events about them; unknown ones fit. */
  misfitOf(id: GrantId): Promise<Misfit | undefined>
  /** What shows that everything that happened to a grant stands in the ledger as it was anchored, whoever checks it. */
  proofOf(id: GrantId): Promise<LedgerProof>
  /** Every row, while others go on writing. Takes about a minute for a million events. */
  examine(): Promise<Examined>
}
