import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { Connection } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { insertScopes } from '../rows/authorization-grant.ts'
import { keepFormer } from '../rows/former-grant.ts'
import { grantPlace, hidden } from '../rows/hidden.ts'

const updateStatement = `update authorization_grant set purpose_id = $2, purpose_version = $3, granted_by = $4, valid_from = $5,
    valid_to = $6, single_use = $7, rights = $8, details = $9, annotations = $10, sealed = $11, epoch = $12, managed = true,
    changed_by = $13, changed_at = $14, changed_in = $15, version = version + 1, updated_at = $14
  where id = $1`

const scopesStatement = `with given as (select $1::uuid as id) ${insertScopes('given', '$2')}`

/** What the grant, which the transaction holds, is from now on; what it was is kept. */
export async function changeContent(
  on: Connection,
  grant: AuthorizationGrant,
  { event, texts }: { readonly event: ConsentEvent; readonly texts: PrivateTexts },
): Promise<void> {
  await on.write(keepFormer, [grant.id, event.id])
  const { id, purpose, validity, ...rest } = await hidden(on, grant, {
    texts,
    party: grant.grantedFor,
    place: grantPlace(grant.id),
  })
  await on.write(updateStatement, [
    id,
    purpose.id,
    purpose.version,
    rest.grantedBy,
    validity.from,
    validity.to,
    rest.singleUse,
    rest.rights && JSON.stringify(rest.rights),
    JSON.stringify(rest.details),
    JSON.stringify(rest.annotations),
    rest.sealed,
    rest.epoch,
    event.id,
    event.at,
    grant.changed?.requestId,
  ])
  await on.write('delete from grant_scope where grant_id = $1', [id])
  await on.write(scopesStatement, [id, JSON.stringify(grant.scopes)])
}
