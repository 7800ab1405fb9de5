import type { PartyId } from '../../../server/domain/ids.ts'
import type { Connection } from '../database/transaction.ts'
import { untellingColumns } from '../rows/hidden.ts'

interface How {
  readonly now: Date
  readonly searched: ReadonlySet<string>
}

/** By which nobody is found: a random UUID, whose text no keyed hash has the length of. */
const nobody = "convert_to(gen_random_uuid()::text, 'UTF8')"

/** What lies beside what the key opens: addresses, logins, and what was written before there were keys. */
const plainStatements = [
  `update decision d set shown_text = '' from consent_request r
   where r.id = d.request_id and r.requested_from = $1 and d.shown_text <> ''`,
  `update grant_use u set what = '', codes = null, language = null from authorization_grant g
   where g.id = u.grant_id and g.granted_for = $1 and (u.what <> '' or u.codes is not null)`,
  `update document d set sealed = '' from consent_request r where r.id = d.request_id and r.requested_from = $1`,
  `update signed_document d set signed = '' from consent_request r
   where r.id = d.request_id and r.requested_from = $1`,
  'delete from notice_address where party = $1',
  'delete from browser_state where party_id = $1',
  ...['party_right', 'ended_right'].map(
    table => `update ${table} set sealed = null, sealed_under = null
     where sealed is not null and (actor = $1 or on_behalf_of = $1)`,
  ),
]

/** Throws away the party's key, and with it all that was sealed under it; what no key opens is written over. */
export async function forgetParty(on: Connection, party: PartyId, { now, searched }: How): Promise<void> {
  await on.write(
    `insert into party_key (party, created_at, forgotten_at) values ($1, $2, $2)
     on conflict (party) do update set wrapped = null, key_id = null,
       forgotten_at = coalesce(party_key.forgotten_at, $2)`,
    [party, now],
  )
  await on.write(
    `update party set lookup_hmac = ${nobody}, ciphertext = '', display_name = '', sealed_name = null where id = $1`,
    [party],
  )
  for (const text of plainStatements) await on.write(text, [party])
  const kept = [party, [...searched]]
  await on.write(
    `update consent_request set message = null, ${untellingColumns('$2')}
     where requested_from = $1 and sealed is null`,
    kept,
  )
  await on.write(
    `update authorization_grant set ${untellingColumns('$2')}
     where granted_for = $1 and sealed is null`,
    kept,
  )
  await on.write(
    `update former_grant set ${untellingColumns('$2')}
     where sealed is null and grant_id in (select id from authorization_grant where granted_for = $1)`,
    kept,
  )
}
