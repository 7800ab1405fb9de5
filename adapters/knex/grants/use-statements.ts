import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { GrantUse } from '../../../server/domain/grants/grant-use.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { Change, ChangeKind, Waiting } from '../ledger/change.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { type NewUse, usePlace, useWriting } from '../rows/grant-use.ts'

interface Using {
  readonly event: ConsentEvent
  readonly use: GrantUse
  readonly grant: Pick<AuthorizationGrant, 'grantedFor'>
}

async function newUse(on: Connection, { event, use, grant }: Using, texts: PrivateTexts): Promise<NewUse> {
  const { id } = event
  const key = texts.plain ? undefined : await texts.keyFor(on, grant.grantedFor)
  return { id, use, sealedWhat: key?.seal(use.what, usePlace(id)) }
}

const insertStatement = useWriting.insert(1)

/** The use by itself: its event, and what else it changes, are somebody else's. */
export async function insertUse(on: Connection, using: Using, texts: PrivateTexts): Promise<void> {
  await on.write(insertStatement, useWriting.values(await newUse(on, using, texts)))
}

const used = eventParts(useWriting.size + 1, 'held')

/** @NOTE No lock that uses share: whoever takes the grant back stands in the same queue as they, and waits for those before it. */
const statement = (waiting: Waiting): string => `with held as (
    select id from authorization_grant
    where id = $2 and state = 'active' for no key update ${waiting === 'waits' ? '' : 'skip locked'}),
  noted as (${useWriting.insert(1, 'held')}),
  ${used.counter} ${used.insert}`

const statements = { waits: statement('waits'), 'passes by': statement('passes by') }

const together = `with held as (
    select id from authorization_grant
    where id = any($${useWriting.size + 1}::uuid[]) and state = 'active' for no key update skip locked)
  ${useWriting.insertMany(1, 'join held on held.id = written.grant_id')} returning id`

const uses: ChangeKind<NewUse> = {
  idOf: ({ id }) => id,

  async alone(on, { row, event, attested }, waiting) {
    const { count } = await on.write(statements[waiting], [
      ...useWriting.values(row),
      ...eventValues(event, attested),
    ])
    return count === 1
  },

  async together(on, all) {
    const grants = [...new Set(all.map(({ use }) => use.grantId))]
    const { rows } = await on.write<{ id: string }>(together, [...useWriting.valuesOfMany(all), grants])
    return rows.map(({ id }) => id)
  },
}

/** A use that leaves the grant as it is; too late when the grant is not active any more. */
export async function useOfGrant(on: Connection, using: Using, texts: PrivateTexts): Promise<Change<NewUse>> {
  const { event, use } = using
  return { kind: uses, row: await newUse(on, using, texts), event, attested: { use } }
}
