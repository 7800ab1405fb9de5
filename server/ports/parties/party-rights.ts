import type { PartyId } from '../../domain/ids.ts'
import type { Party } from '../../domain/party.ts'
import type { Validity } from '../../domain/grants/validity.ts'

/** Something that one party may do for another. `*` stands for every resource or every action. */
export interface PartyRight {
  readonly actor: PartyId
  readonly onBehalfOf: PartyId
  /** A resource's id, or `consents`: the other's consents themselves, to `read` and to `write` (answer, withdraw). */
  readonly resource: string
  /** In any case. */
  readonly action: string
}

/** Who may act for whom. A deployment may ask its own register in place of ours. */
export interface PartyRights {
  /** Whether all of it is allowed at this moment. Everybody may act for herself. Throws `storage.unavailable` in doubt. */
  mayAct(rights: readonly PartyRight[]): Promise<boolean>
  /** The others that somebody may read or answer consents for at this moment, by name. */
  actsFor(actor: PartyId): Promise<readonly Party[]>
}

/** Our own register of them. */
export interface PartyRightStore extends PartyRights {
  /** Repeating it changes nothing but the time. */
  give(right: PartyRight, validity: Validity): Promise<void>
  /** `false` when there was no such right. */
  take(right: PartyRight): Promise<boolean>
}
