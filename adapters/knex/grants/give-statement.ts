import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { Change, ChangeKind } from '../ledger/change.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { grantWriting, insertScopes, insertScopesOfMany, scopesOfMany } from '../rows/authorization-grant.ts'
import { grantPlace, type Hidden, hidden } from '../rows/hidden.ts'

type Row = Hidden<AuthorizationGrant>

const scopesAt = grantWriting.size + 1
const unlessUsed = 'on conflict (client_id, agreement_key) do nothing returning id'
const { counter, insert } = eventParts(scopesAt + 1, 'given')

const statement = `with given as (${grantWriting.insert(1)} ${unlessUsed}),
  covered as (${insertScopes('given', `$${scopesAt}`)}),
  ${counter} ${insert}`

/** @NOTE In the order of keys, so that nobody who gives some of the same ones at that time waits for us as we do for them. */
const together = `with given as (
    ${grantWriting.insertMany(1, 'order by written.client_id, written.agreement_key')} ${unlessUsed}),
  covered as (${insertScopesOfMany('given', `$${scopesAt}`)})
  select id from given`

const givings: ChangeKind<Row> = {
  idOf: ({ id }) => id,

  async alone(on, { row, event, attested }) {
    const { count } = await on.write(statement, [
      ...grantWriting.values(row),
      JSON.stringify(row.scopes),
      ...eventValues(event, attested),
    ])
    return count === 1
  },

  async together(on, all) {
    const { rows } = await on.write<{ id: string }>(together, [
      ...grantWriting.valuesOfMany(all),
      scopesOfMany(all),
    ])
    return rows.map(({ id }) => id)
  },
}

/** An active grant, with its scopes, that no request was put for; too late when its client has used the agreement key before. */
export async function giving(
  on: Connection,
  { grant, event }: { readonly grant: AuthorizationGrant; readonly event: ConsentEvent },
  texts: PrivateTexts,
): Promise<Change<Row>> {
  const row = await hidden(on, grant, { texts, party: grant.grantedFor, place: grantPlace(grant.id) })
  return { kind: givings, row, event, attested: { grant } }
}
