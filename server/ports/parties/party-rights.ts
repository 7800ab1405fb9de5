import type { PartyId } from '../../domain/ids.ts'
import type { Party } from '../../domain/party.ts'
import type {
  PartyRight,
  RegisteredRight,
  RightEnding,
  RightId,
  RightSource,
  VouchedRight,
} from '../../domain/rights/party-right.ts'
import type { Page, PageRequest } from '../requests/consent-query.ts'

export type { PartyRight } from '../../domain/rights/party-right.ts'

/** Who may act for whom. A deployment may ask its own register beside ours. */
export interface PartyRights {
  /** Whether all of it is allowed at this moment. Everybody may act for herself. Throws `storage.unavailable` in doubt. */
  mayAct(rights: readonly PartyRight[]): Promise<boolean>
  /** The others that somebody may read or answer consents for at this moment, by name. */
  actsFor(actor: PartyId): Promise<readonly Party[]>
}

/** Narrowed by each member that is given. */
export interface RightFilter {
  /** What somebody may do for others, or others for her. */
  readonly party?: PartyId | undefined
  readonly actor?: PartyId | undefined
  readonly onBehalfOf?: PartyId | undefined
  readonly source?: RightSource | undefined
  /** Those that stand now or later, or those that are over; both when not said. */
  readonly standing?: 'current' | 'over' | undefined
}

/** What ends a right. */
export interface RightEnd {
  readonly by: string
  readonly how: RightEnding
}

/** Our own register of them. One right at most stands for the same resource and action of the same two. */
export interface PartyRightStore extends PartyRights {
  /**
   * Registers what is vouched for. What says the same already stays as it is; another statement about the same right takes its
   * place, and the one before is kept as `replaced`. Gives the rights that stand after it, in their order.
   */
  give(rights: readonly VouchedRight[], by: string): Promise<readonly RegisteredRight[]>
  /** The rights that stand for the same resource and action of the same two as these, in their order. */
  standing(rights: readonly PartyRight[]): Promise<readonly (RegisteredRight | undefined)[]>
  /** Ends some, which are kept with their end. Gives how many of them stood. */
  end(ids: readonly RightId[], end: RightEnd): Promise<number>
  find(id: RightId): Promise<RegisteredRight | undefined>
  /** Newest first. */
  list(filter: RightFilter, page: PageRequest): Promise<Page<RegisteredRight>>
  /** Every right that stands by a source. */
  idsOf(source: RightSource): Promise<readonly RightId[]>
}
