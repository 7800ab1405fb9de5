import type { PartyId } from '../../domain/ids.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { LoginSessionStore } from '../../ports/sessions/login-session-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { recordAct } from '../steps/record-act.ts'

type RecordPorts = Parameters<typeof recordAct>[0]

interface Ports extends RecordPorts {
  readonly parties: Pick<PartyStore, 'find'>
  readonly sessions: Pick<LoginSessionStore, 'endOfParty'>
  readonly units: { readonly unitOfWork: UnitOfWork }
}

interface EndSession {
  readonly operator: Operator
  readonly party: PartyId
  /** One of them as `listSessions` names it; all when not said. */
  readonly session?: string | undefined
  readonly reason: string
  readonly traceId?: string | undefined
}

/** Logs somebody out, everywhere or in one browser. Gives how many sessions that ended. Throws `party.not-found`. */
export const endSession =
  ({ parties, sessions, units, ...ports }: Ports) =>
  async ({ operator, party: id, session, traceId, ...said }: EndSession): Promise<number> => {
    const reason = assertOnDuty(operator, 'session.end', said.reason)
    const party = await parties.find(id)
    if (!party) throw new Problem('party.not-found', 'No such party')
    return units.unitOfWork.run(async () => {
      const ended = await sessions.endOfParty(id, session)
      const target = { kind: 'party', id }
      const act = { operator, operation: 'session.end', target, party: id, reason, traceId } as const
      await recordAct(ports)({ ...act, after: { ended } })
      return ended
    })
  }
