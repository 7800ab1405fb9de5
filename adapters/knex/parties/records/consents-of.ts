import type { KeptConsent, KeptDelivery, KeptToken } from '../../../../server/domain/exported-party.ts'
import {
  answeredRequestOf,
  type AuthorizationGrant,
} from '../../../../server/domain/grants/authorization-grant.ts'
import type { EventId, PartyId } from '../../../../server/domain/ids.ts'
import type { Connection } from '../../database/transaction.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../../rows/authorization-grant.ts'
import { type DecisionRow, decisionColumns, toDecision } from '../../rows/decision.ts'
import { type DeletionStepRow, selectDeletionStep, toDeletion } from '../../rows/deletion-step.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../../rows/event.ts'
import { type GrantUseRow, selectGrantUse, toGrantUse } from '../../rows/grant-use.ts'
import { joinPartyKey, type PrivateTexts, partyKeyColumns } from '../private-texts.ts'
import { pageOf, pages } from './pages.ts'

type Texts = Pick<PrivateTexts, 'keyIn'>

const grants = `${selectAuthorizationGrant} where g.granted_for = $1 and ${pageOf('g')}`

/** Every consent of a party with all that hangs on it, by a few statements a page. */
export const consentsOf = (on: Connection, party: PartyId, texts: Texts) =>
  pages<AuthorizationGrantRow, readonly KeptConsent[]>(on, { text: grants, party }, rows =>
    withAll(
      on,
      rows.map(row => toAuthorizationGrant(row, texts)),
      texts,
    ),
  )

/** @NOTE One statement after the other: whoever takes everything along has one connection, as everybody else. */
async function withAll(
  on: Connection,
  page: readonly AuthorizationGrant[],
  texts: Texts,
): Promise<readonly KeptConsent[]> {
  const ids = page.map(({ id }) => id)
  const changed = page.filter(one => one.changed !== undefined).map(({ id }) => id)
  const taken = page.filter(({ state }) => state.name === 'revoked').map(({ id }) => id)
  const decisions = await on.read<DecisionRow>(decisionsOf, [
    page.flatMap(one => answeredRequestOf(one) ?? []),
  ])
  const found = {
    uses: byGrant(await on.read<GrantUseRow>(usesOf, [ids])),
    former: byGrant(await readOf<FormerRow>(on, formerOf, changed)),
    tokens: byGrant(await on.read<TokenRow>(tokensOf, [ids])),
    deliveries: byGrant(await readOf<DeliveryRow>(on, deliveriesOf, taken)),
    deletions: byGrant(await on.read<DeletionStepRow>(deletionsOf, [ids])),
  }
  const events = await eventsOf(on, page, changed)
  const decisionOf = new Map(decisions.map(row => [row.request_id, row]))
  return page.map(grant => {
    const decision = decisionOf.get(answeredRequestOf(grant) ?? '')
    return {
      grant,
      decision: decision && toDecision(decision, texts),
      uses: found.uses(grant.id).map(row => toGrantUse(row, texts)),
      events: events.get(grant.id) ?? [],
      former: found.former(grant.id).map(toFormer),
      tokens: found.tokens(grant.id).map(toToken),
      deliveries: found.deliveries(grant.id).map(toDelivery),
      deletion: toDeletion(found.deletions(grant.id), texts),
    }
  })
}

interface OfGrant {
  readonly grant_id: string
}

const byGrant = <Row extends OfGrant>(rows: readonly Row[]): ((id: string) => readonly Row[]) => {
  const found = Map.groupBy(rows, row => row.grant_id)
  return id => found.get(id) ?? []
}

const readOf = async <Row>(on: Connection, text: string, ids: readonly string[]): Promise<readonly Row[]> =>
  ids.length === 0 ? [] : on.read<Row>(text, [ids])

const usesOf = `${selectGrantUse} where u.grant_id = any($1::uuid[]) order by u.used_at, u.id`

const deletionsOf = `${selectDeletionStep} where d.grant_id = any($1::uuid[])`

const decisionsOf = `select d.request_id, r.requested_from, ${decisionColumns}, ${partyKeyColumns}
  from decision d join consent_request r on r.id = d.request_id ${joinPartyKey('r.requested_from')}
  where d.request_id = any($1::uuid[])`

interface ChangingRow extends OfGrant {
  readonly id: string
}

const changingOf = `select id, changes_grant as grant_id from consent_request
  where changes_grant = any($1::uuid[]) and state = 'accepted'`

const eventsAbout = `select ${eventColumns} from event where grant_id = any($1::uuid[]) or request_id = any($2::uuid[])
  order by stream, sequence`

/** By the grant; those of a request belong to the grant that it gave or changed. */
async function eventsOf(on: Connection, page: readonly AuthorizationGrant[], changed: readonly string[]) {
  const changing = await readOf<ChangingRow>(on, changingOf, changed)
  const grantOf = new Map<string | undefined, string>([
    ...page.map(({ id, requestId }) => [requestId, id] as const),
    ...changing.map(({ id, grant_id }) => [id, grant_id] as const),
  ])
  const requests = [...grantOf.keys()].filter(id => id !== undefined)
  const rows = await on.read<EventRow>(eventsAbout, [page.map(({ id }) => id), requests])
  return Map.groupBy(
    rows.map(toNumberedEvent),
    ({ grantId, requestId }) => grantId ?? grantOf.get(requestId) ?? '',
  ) as ReadonlyMap<string, ReturnType<typeof toNumberedEvent>[]>
}

interface FormerRow extends OfGrant {
  readonly made_by: EventId | null
  readonly valid_from: Date
  readonly valid_to: Date
}

const formerOf = `select grant_id, made_by, valid_from, valid_to from former_grant
  where grant_id = any($1::uuid[]) order by number`

const toFormer = ({ made_by, valid_from, valid_to }: FormerRow) => ({
  madeBy: made_by ?? undefined,
  validity: { from: valid_from, to: valid_to },
})

interface TokenRow extends OfGrant {
  readonly kind: string
  readonly client_id: string
  readonly issued_at: Date
  readonly expires_at: Date
  readonly consumed_at: Date | null
}

const tokensOf = `select grant_id, kind, client_id, issued_at, expires_at, consumed_at from artifact
  where grant_id = any($1::uuid[]) order by issued_at`

const toToken = (row: TokenRow): KeptToken => ({
  kind: row.kind,
  clientId: row.client_id,
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
  consumedAt: row.consumed_at ?? undefined,
})

interface DeliveryRow extends OfGrant {
  readonly client_id: string
  readonly ended_at: Date
  readonly acknowledged_at: Date
}

const deliveriesOf = `select e.grant_id, t.client_id, e.at as ended_at, t.at as acknowledged_at
  from event e join told_withdrawal t on t.event = e.id
  where e.grant_id = any($1::uuid[]) and e.type = 'revoked' order by t.at`

const toDelivery = (row: DeliveryRow): KeptDelivery => ({
  clientId: row.client_id,
  endedAt: row.ended_at,
  acknowledgedAt: row.acknowledged_at,
})
