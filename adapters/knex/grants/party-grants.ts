import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../rows/authorization-grant.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'

const matching = '(g.granted_to = $1 or g.granted_for = $1)'

/** One party's grants, those it got and those given of its own, by numbered pages. */
export const partyGrants =
  ({
    connection,
    texts,
  }: Pick<KnexUnitOfWork, 'connection'> & {
    texts: Pick<PrivateTexts, 'keyIn'>
  }): ConsentQuery['partyGrants'] =>
  async (party, { offset, limit }) => {
    const [counted] = await connection().read<{ total: number }>(
      `select count(*)::integer as total from authorization_grant g where ${matching}`,
      [party],
    )
    const rows = await connection().read<AuthorizationGrantRow>(
      `${selectAuthorizationGrant} where ${matching}
       order by g.created_at desc, g.id desc limit $2 offset $3::bigint`,
      [party, limit, offset],
    )
    return { items: rows.map(row => toAuthorizationGrant(row, texts)), total: counted?.total ?? 0 }
  }
