import type { Proposal } from '../../../domain/operators/proposal.ts'
import { Problem } from '../../../domain/problem.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type DecideProposal, decideProposal } from '../../steps/decide-proposal.ts'
import type { SecondPair } from '../../steps/seen-by-two.ts'

type Ports = Parameters<typeof decideProposal>[0] & {
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
  readonly secondPair: Pick<SecondPair, 'verbs'>
}

export interface ApprovedProposal {
  readonly proposal: Proposal
  /** What the verb answers to whoever does it. */
  readonly answer: unknown
}

/**
 * Does what another operator proposed, as if the operator had wanted it, for the reason that was given: all of it, or nothing is
 * decided. Throws `proposal.not-found`, `proposal.not-open`, `proposal.own`, or what the verb throws.
 */
export const approveProposal =
  ({ units, secondPair, ...ports }: Ports) =>
  (command: DecideProposal): Promise<ApprovedProposal> =>
    units.unitOfWork.run(async () => {
      const { operator, traceId } = command
      const proposal = await decideProposal(ports)('approved', command)
      const run = secondPair.verbs.get(proposal.verb)
      if (!run || !proposal.command) {
        throw new Problem('proposal.not-open', 'What was proposed cannot be done any more')
      }
      const answer = await run({ ...proposal.command, operator, reason: proposal.reason, traceId })
      return { proposal, answer }
    })
