import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { Decision } from '../../../server/domain/requests/decision.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { Change, ChangeKind, Waiting } from '../ledger/change.ts'
import { grantWriting, insertScopes, insertScopesOfMany, scopesOfMany } from '../rows/authorization-grant.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { decisionWriting, sealedTextOf } from '../rows/decision.ts'
import { grantPlace, type Hidden, hidden } from '../rows/hidden.ts'

interface Acceptance {
  readonly request: ConsentRequest
  readonly decision: Decision
  readonly grant: AuthorizationGrant
  readonly event: ConsentEvent
  readonly documentHash: string | undefined
}

interface Row extends Pick<Acceptance, 'request' | 'decision'> {
  readonly sealedText: Uint8Array | undefined
  readonly given: Hidden<AuthorizationGrant>
}

const decisionAt = 4
const grantAt = decisionAt + decisionWriting.size
const scopesAt = grantAt + grantWriting.size
const { counter, insert } = eventParts(scopesAt + 1, 'decided')

const accepting = `update consent_request r set state = 'accepted', version = r.version + 1`

const decided: Readonly<Record<Waiting, string>> = {
  waits: `decided as (
    ${accepting}, updated_at = $3 where r.id = $1 and r.version = $2 returning r.id)`,
  'passes by': `free as (
    select id from consent_request where id = $1 and version = $2 for no key update skip locked),
  decided as (
    ${accepting}, updated_at = $3 from free where r.id = free.id returning r.id)`,
}

/** @NOTE One statement where five and a transaction would do: it is what a person waits for, and the feed's lock is short. */
const statement = (waiting: Waiting): string => `with ${decided[waiting]},
  noted as (${decisionWriting.insert(decisionAt, 'decided')}),
  given as (${grantWriting.insert(grantAt, 'decided')} returning id),
  covered as (${insertScopes('given', `$${scopesAt}`)}),
  ${counter} ${insert}`

const statements = { waits: statement('waits'), 'passes by': statement('passes by') }

const together = `with wanted as (
    select * from unnest($1::uuid[], $2::integer[], $3::timestamptz[]) as w (id, version, at)),
  free as (
    select w.* from wanted w join consent_request r on r.id = w.id and r.version = w.version
    for no key update of r skip locked),
  decided as (
    ${accepting}, updated_at = free.at from free where r.id = free.id returning r.id),
  noted as (${decisionWriting.insertMany(decisionAt, 'join decided on decided.id = written.request_id')}),
  given as (${grantWriting.insertMany(grantAt, 'join decided on decided.id = written.request_id')} returning id, request_id),
  covered as (${insertScopesOfMany('given', `$${scopesAt}`)})
  select request_id as id from given`

const acceptances: ChangeKind<Row> = {
  idOf: ({ request }) => request.id,

  async alone(on, { row, event, attested }, waiting) {
    const { request, decision, given } = row
    const { count } = await on.write(statements[waiting], [
      request.id,
      request.version,
      decision.at,
      ...decisionWriting.values(row),
      ...grantWriting.values(given),
      JSON.stringify(given.scopes),
      ...eventValues(event, attested),
    ])
    return count === 1
  },

  async together(on, all) {
    const grants = all.map(({ given }) => given)
    const { rows } = await on.write<{ id: string }>(together, [
      all.map(({ request }) => request.id),
      all.map(({ request }) => request.version),
      all.map(({ decision }) => decision.at),
      ...decisionWriting.valuesOfMany(all),
      ...grantWriting.valuesOfMany(grants),
      scopesOfMany(grants),
    ])
    return rows.map(({ id }) => id)
  },
}

/**
 * The accepted request, its decision, the grant it gives and the event, all or nothing; too late when the request is no
 * longer at the version that was read.
 */
export async function acceptance(
  on: Connection,
  { request, decision, grant, event, documentHash }: Acceptance,
  texts: PrivateTexts,
): Promise<Change<Row>> {
  const sealedText = await sealedTextOf(on, { request, decision }, texts)
  const given = await hidden(on, grant, { texts, party: grant.grantedFor, place: grantPlace(grant.id) })
  const row = { request, decision, sealedText, given }
  return { kind: acceptances, row, event, attested: { request, grant, documentHash } }
}
