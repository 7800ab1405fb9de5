import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import type { OperatorAct } from '../../domain/operators/operator-act.ts'
import type { OperatorActFilter, OperatorActs } from '../../ports/operators/operator-acts.ts'
import type { Page, PageRequest } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly acts: Pick<OperatorActs, 'list'>
}

interface ListActs {
  readonly operator: Operator
  readonly filter: OperatorActFilter
  readonly page: PageRequest
}

/** What operators did, newest first. Throws `caller.forbidden` to whom it is no duty to audit. */
export const listActs =
  ({ acts }: Ports) =>
  async ({ operator, filter, page }: ListActs): Promise<Page<OperatorAct>> => {
    assertOnDuty(operator, 'audit.read')
    return acts.list(filter, page)
  }
