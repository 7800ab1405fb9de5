import type { Clock } from '../../../server/ports/clock.ts'
import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import { type ConsentRequestRow, selectConsentRequest, toConsentRequest } from '../rows/consent-request.ts'
import { requestStatusSql } from '../status-sql.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

const matching = `(r.requested_to = $2 or r.requested_by = $2) and r.face = $3 and r.annotations @> $4
  and ($5::text[] is null or ${requestStatusSql('r', '$1::timestamptz')} = any($5))`

/** One party's requests, those it put and those put to it, by numbered pages. */
export const partyRequests =
  ({ connection, clock, texts }: Materials): ConsentQuery['partyRequests'] =>
  async ({ party, face, annotations = {}, statuses }, { offset, limit }) => {
    const values = [clock.now(), party, face, JSON.stringify(annotations), statuses]
    const [counted] = await connection().read<{ total: number }>(
      `select count(*)::integer as total from consent_request r where ${matching}`,
      values,
    )
    const rows = await connection().read<ConsentRequestRow>(
      `${selectConsentRequest} where ${matching} order by r.created_at desc, r.id desc limit $6 offset $7::bigint`,
      [...values, limit, offset],
    )
    return { items: rows.map(row => toConsentRequest(row, texts)), total: counted?.total ?? 0 }
  }
