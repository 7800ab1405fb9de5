import type { GrantId, PartyId } from '../../domain/ids.ts'
import {
  answeredRequestOf,
  type AuthorizationGrant,
  type GrantStatus,
  grantStatusAt,
} from '../../domain/grants/authorization-grant.ts'
import type { GrantUse } from '../../domain/grants/grant-use.ts'
import type { NumberedEvent } from '../../domain/event.ts'
import type { OperatorAct } from '../../domain/operators/operator-act.ts'
import { assertOnDuty } from '../../domain/operators/operator.ts'
import type { KnownParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import type { DeskQuery, KeptDocument } from '../../ports/desk/desk-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import { assertLookedUp, type Looking, type LookPorts } from '../steps/assert-looked-up.ts'

interface Ports extends LookPorts {
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly query: Pick<ConsentQuery, 'history'>
  readonly deskQuery: Pick<DeskQuery, 'documentOf'>
  readonly parties: Pick<PartyStore, 'find' | 'findAll'>
}

interface ReadGrant extends Looking {
  readonly id: GrantId
}

/** A consent with all that came of it. */
export interface GrantPage {
  readonly grant: AuthorizationGrant
  readonly status: GrantStatus
  /** The last answer, with the text as it was read. */
  readonly decision: Decision | undefined
  readonly uses: readonly GrantUse[]
  readonly events: readonly NumberedEvent[]
  readonly document: KeptDocument | undefined
  /** What operators did to it, newest first. */
  readonly acts: readonly OperatorAct[]
  /** Everybody whom it names. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

/** One consent at the desk, for a reason as `readParty` takes. Throws `authorization-grant.not-found`. */
export const readGrant =
  (ports: Ports) =>
  async ({ id, ...looking }: ReadGrant): Promise<GrantPage> => {
    assertOnDuty(looking.operator, 'grant.read', looking.reason)
    const grant = await ports.consents.findGrant(id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    const target = { kind: 'grant', id }
    await assertLookedUp(ports)({ ...looking, operation: 'grant.read', party: grant.grantedFor, target })
    const request = answeredRequestOf(grant)
    const [history, document, acts] = await Promise.all([
      ports.query.history(id),
      request && ports.deskQuery.documentOf(request),
      ports.acts.list({ target }, { limit: 25 }),
    ])
    const { grantedFor, grantedBy, grantedTo, handledBy } = grant
    const named = [grantedFor, grantedBy, grantedTo, handledBy, ...history.events.map(({ by }) => by)]
    return {
      grant,
      status: grantStatusAt(grant, ports.clock.now()),
      ...history,
      document,
      acts: acts.items,
      parties: await ports.parties.findAll([...new Set(named.filter(one => one !== undefined))]),
    }
  }
