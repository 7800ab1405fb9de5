import type { PartyId } from '../../domain/ids.ts'
import type { OperatorAct } from '../../domain/operators/operator-act.ts'
import type { KnownParty } from '../../domain/party.ts'
import type { RegisteredRight } from '../../domain/rights/party-right.ts'
import type {
  DeskQuery,
  FoundGrant,
  FoundRequest,
  KeptDocument,
  KeptMail,
} from '../../ports/desk/desk-query.ts'
import type { PartyRightStore } from '../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ListedLogin, LoginSessionStore } from '../../ports/sessions/login-session-store.ts'
import type { Page } from '../../ports/requests/consent-query.ts'
import { assertLookedUp, type Looking, type LookPorts } from '../steps/assert-looked-up.ts'

interface Ports extends LookPorts {
  readonly deskQuery: DeskQuery
  readonly rights: Pick<PartyRightStore, 'list'>
  readonly sessions: Pick<LoginSessionStore, 'ofParty'>
  readonly parties: Pick<PartyStore, 'find' | 'findAll'>
}

interface ReadParty extends Looking {
  readonly id: PartyId
}

/** All that the desk shows of somebody on one page. `next` of a list goes on with `searchGrants`, `searchRequests` for her. */
export interface PartyPage {
  readonly party: KnownParty
  readonly requests: Page<FoundRequest>
  readonly grants: Page<FoundGrant>
  readonly documents: readonly KeptDocument[]
  readonly mails: readonly KeptMail[]
  /** What she may do for others and others for her, now or before. */
  readonly powers: readonly RegisteredRight[]
  readonly sessions: readonly ListedLogin[]
  /** What operators did about her. */
  readonly acts: readonly OperatorAct[]
  /** Everybody whom the lists name. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

const mostOfEach = 25

/**
 * Somebody's page, for a reason: one that is given, or lately was when she was looked up. Throws `party.not-found`, and
 * `request.malformed` without a reason.
 */
export const readParty =
  (ports: Ports) =>
  async ({ id, ...looking }: ReadParty): Promise<PartyPage> => {
    const target = { kind: 'party', id }
    const party = await assertLookedUp(ports)({ ...looking, operation: 'party.read', party: id, target })
    const { deskQuery } = ports
    const page = { limit: mostOfEach }
    const [requests, grants, documents, mails, powers, sessions, acts] = await Promise.all([
      deskQuery.requests({ person: id }, page),
      deskQuery.grants({ person: id }, page),
      deskQuery.documents(id, mostOfEach),
      deskQuery.mails(id, mostOfEach),
      ports.rights.list({ party: id }, page),
      ports.sessions.ofParty(id),
      ports.acts.list({ party: id }, page),
    ])
    const named = [
      ...requests.items.flatMap(({ requestedBy, requestedTo }) => [requestedBy, requestedTo]),
      ...grants.items.flatMap(({ grantedTo, grantedBy }) => [grantedTo, grantedBy]),
      ...powers.items.flatMap(({ actor, onBehalfOf }) => [actor, onBehalfOf]),
    ]
    const parties = await ports.parties.findAll([...new Set(named)])
    return {
      party,
      requests,
      grants,
      documents,
      mails,
      powers: powers.items,
      sessions,
      acts: acts.items,
      parties,
    }
  }
