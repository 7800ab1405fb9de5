import type { PartyId } from '../../domain/ids.ts'
import type { ActTarget } from '../../domain/operators/operator-act.ts'
import type { Operation } from '../../domain/operators/operations.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import { type Proposal, type ProposalId, Proposed, proposalEnds } from '../../domain/operators/proposal.ts'
import type { Proposals } from '../../ports/operators/proposals.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { type ActPorts, recordAct } from './record-act.ts'

interface Commanded {
  readonly operator: Operator
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/** What takes a second pair of eyes. Made before the verbs that wait for one; full once they are open. */
export interface SecondPair {
  /** What is done only when another operator approves. */
  readonly operations: ReadonlySet<Operation>
  /** By their names, as they are done at once. */
  readonly verbs: Map<string, (command: Commanded) => Promise<unknown>>
}

export const secondPairFor = (operations: readonly Operation[]): SecondPair => ({
  operations: new Set(operations),
  verbs: new Map(),
})

export interface SeenPorts extends ActPorts {
  readonly proposals: Pick<Proposals, 'add'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
  readonly secondPair: SecondPair
}

/** A verb that can wait for a second pair of eyes. But for the operator, its commands are JSON. */
export interface Seen<Command extends Commanded, Answer> {
  readonly operation: Operation
  /** Its name at the desk. */
  readonly verb: string
  readonly run: (command: Command) => Promise<Answer>
  readonly target: (command: Command) => ActTarget
  readonly party?: (command: Command) => PartyId | undefined
  /** Throws what can be known beforehand to go wrong. */
  readonly judge?: (command: Command) => Promise<void>
}

/**
 * The same verb, which is done at once where nobody else need see it. Elsewhere it throws `Proposed` when what was wanted is
 * kept, and nothing is done.
 */
export const seenByTwo =
  (ports: SeenPorts) =>
  <Command extends Commanded, Answer>(
    seen: Seen<Command, Answer>,
  ): ((command: Command) => Promise<Answer>) => {
    ports.secondPair.verbs.set(seen.verb, seen.run as (command: Commanded) => Promise<Answer>)
    return command =>
      ports.secondPair.operations.has(seen.operation) ? propose(ports, seen, command) : seen.run(command)
  }

async function propose<Command extends Commanded, Answer>(
  ports: SeenPorts,
  seen: Seen<Command, Answer>,
  command: Command,
): Promise<never> {
  const reason = assertOnDuty(command.operator, seen.operation, command.reason)
  await seen.judge?.(command)
  const proposal = proposalOf(ports, seen, { ...command, reason })
  await ports.units.unitOfWork.run(async () => {
    await ports.proposals.add(proposal)
    await recordAct(ports)({
      operator: command.operator,
      operation: seen.operation,
      target: { kind: 'proposal', id: proposal.id },
      party: proposal.party,
      reason,
      after: { status: 'open', target: proposal.target },
      traceId: command.traceId,
    })
  })
  throw new Proposed(proposal)
}

function proposalOf<Command extends Commanded, Answer>(
  { clock, ids }: Pick<SeenPorts, 'clock' | 'ids'>,
  { operation, verb, target, party }: Seen<Command, Answer>,
  command: Command,
): Proposal {
  const { operator, reason, traceId: _traceId, ...rest } = command
  const at = clock.now()
  return {
    id: ids.uuid() as ProposalId,
    operation,
    verb,
    command: rest,
    target: target(command),
    party: party?.(command),
    by: { id: operator.id, name: operator.name, door: operator.door },
    reason,
    at,
    expiresAt: proposalEnds(at),
  }
}
