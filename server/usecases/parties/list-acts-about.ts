import type { PartyId } from '../../domain/ids.ts'
import type { ActTarget, OperatorAct } from '../../domain/operators/operator-act.ts'
import type { OperatorActs } from '../../ports/operators/operator-acts.ts'
import type { Page, PageRequest } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly acts: Pick<OperatorActs, 'list'>
}

/** What operators did that a party is to know of, newest first; to one thing of hers alone when that is named. Ask for those whose consents the reader may see. */
export const listActsAbout =
  ({ acts }: Ports) =>
  (party: PartyId, page: PageRequest, target?: ActTarget): Promise<Page<OperatorAct>> =>
    acts.list({ party, target }, page)
