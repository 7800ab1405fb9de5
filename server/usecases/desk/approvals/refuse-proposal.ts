import type { Proposal } from '../../../domain/operators/proposal.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type DecideProposal, decideProposal } from '../../steps/decide-proposal.ts'

type Ports = Parameters<typeof decideProposal>[0] & {
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

/** Leaves what was proposed undone; its own operator may, too. Throws `proposal.not-found` or `proposal.not-open`. */
export const refuseProposal =
  ({ units, ...ports }: Ports) =>
  (command: DecideProposal): Promise<Proposal> =>
    units.unitOfWork.run(() => decideProposal(ports)('refused', command))
