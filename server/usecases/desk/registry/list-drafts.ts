import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { Draft, Drafts } from '../../../ports/registry/drafts.ts'

interface Ports {
  readonly drafts: Pick<Drafts, 'list'>
}

/** What is being written, the one saved last first. Throws `caller.forbidden`. */
export const listDrafts =
  ({ drafts }: Ports) =>
  async ({ operator }: { readonly operator: Operator }): Promise<readonly Draft[]> => {
    assertOnDuty(operator, 'registry.read')
    return drafts.list()
  }
