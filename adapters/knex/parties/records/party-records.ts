import type { ConsentRequestId } from '../../../../server/domain/ids.ts'
import type { PartyRecords } from '../../../../server/ports/parties/party-records.ts'
import type { KnexUnitOfWork } from '../../database/transaction.ts'
import type { PrivateTexts } from '../private-texts.ts'
import { consentsOf } from './consents-of.ts'
import { requestsOf } from './requests-of.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

interface DocumentRow {
  readonly request_id: ConsentRequestId
  readonly created_at: Date
  readonly sha256: string | null
  readonly signed_at: Date | null
}

export const knexPartyRecords = ({ connection, texts }: Materials): PartyRecords => ({
  consents: party => consentsOf(connection(), party, texts),

  requests: party => requestsOf(connection(), party, texts),

  async documents(party) {
    const rows = await connection().read<DocumentRow>(
      `select d.request_id, d.created_at, encode(s.digest, 'hex') as sha256, s.signed_at
       from consent_request r join document d on d.request_id = r.id
       left join signed_document s on s.request_id = d.request_id
       where r.requested_from = $1 order by d.created_at desc, d.request_id desc`,
      [party],
    )
    return rows.map(row => ({
      requestId: row.request_id,
      createdAt: row.created_at,
      signed: row.sha256 !== null && row.signed_at ? { sha256: row.sha256, at: row.signed_at } : undefined,
    }))
  },

  async numbers(party) {
    const aliases = await connection().read<{ readonly alias: string }>(
      'select alias from party_alias where party_id = $1 order by alias',
      [party],
    )
    const meteringPoints = await connection().read<{ readonly id: string; readonly access: string }>(
      `select metering_point_id as id, access_type as access from metering_point_end_user where party_id = $1
       order by metering_point_id`,
      [party],
    )
    return { aliases: aliases.map(({ alias }) => alias), meteringPoints }
  },
})
