import { type AuthorizationGrant, grantStatusAt } from '../../domain/grants/authorization-grant.ts'
import type { GrantId } from '../../domain/ids.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { recordAct } from '../steps/record-act.ts'
import { takeBack } from '../steps/take-back.ts'

type RecordPorts = Parameters<typeof recordAct>[0]

interface Ports extends RecordPorts {
  readonly consents: Pick<ConsentStore, 'changeHeld' | 'findGrant'>
  readonly units: { readonly unitOfWork: UnitOfWork }
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

interface RevokeGrant {
  readonly operator: Operator
  readonly id: GrantId
  /** She whom it is about reads it in her consents, and in the mail where she is told of withdrawals. */
  readonly reason: string
  readonly traceId?: string | undefined
}

/**
 * Ends a consent for the operator. Its asker is told as of every withdrawal, without the reason.
 * Throws `authorization-grant.not-found` or `authorization-grant.not-active`.
 */
export const revokeGrant =
  ({ units, ...ports }: Ports) =>
  async ({ operator, id, traceId, ...said }: RevokeGrant): Promise<AuthorizationGrant> => {
    const reason = assertOnDuty(operator, 'grant.revoke', said.reason)
    const grant = await ports.consents.findGrant(id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    const act = {
      operator,
      operation: 'grant.revoke',
      target: { kind: 'grant', id: grant.id },
      party: grant.grantedFor,
      reason,
      traceId,
      before: { status: grantStatusAt(grant, ports.clock.now()) },
      after: { status: 'revoked' },
    } as const
    return units.unitOfWork.run(async () => {
      // The feed's counter is locked by what comes last.
      await recordAct(ports)(act)
      return takeBack(ports)(grant, { by: undefined, reason: 'operator' })
    })
  }
