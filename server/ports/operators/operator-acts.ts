import type { PartyId } from '../../domain/ids.ts'
import type { OperatorAct } from '../../domain/operators/operator-act.ts'
import type { Page, PageRequest } from '../requests/consent-query.ts'

/** Narrowed by each member that is given. */
export interface OperatorActFilter {
  readonly operatorId?: string | undefined
  /** An operation, or with a dot after it those that begin so: `client.`. */
  readonly operation?: string | undefined
  readonly target?: { readonly kind: string; readonly id?: string | undefined } | undefined
  readonly party?: PartyId | undefined
  /** At or after. */
  readonly from?: Date | undefined
  /** Before. */
  readonly to?: Date | undefined
}

/** What operators did. Kept with what was done, in the unit of work around it. */
export interface OperatorActs {
  /** Nothing of it can be changed or taken back. */
  add(act: OperatorAct): Promise<void>
  /** Newest first. Of a party who was forgotten the reason and both states are gone. */
  list(filter: OperatorActFilter, page: PageRequest): Promise<Page<OperatorAct>>
}
