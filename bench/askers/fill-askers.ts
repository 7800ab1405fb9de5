import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { grantWriting } from '../../adapters/knex/rows/authorization-grant.ts'
import { requestWriting } from '../../adapters/knex/rows/consent-request.ts'
import type { PartyId } from '../../server/domain/ids.ts'
import { aGrant, aRequest } from '../../test/support/fixtures.ts'
import { insert, toRow } from '../rows.ts'
import type { Consent, Work } from './work.ts'

interface Wanted {
  readonly kind: Work['kind']
  readonly askers: number
  readonly consents: number
}

const persons = 500
const rowsAtOnce = 2_000

/** Consents that are asked for, to be answered; that are given, to be used, by each asker in its turn. */
export async function fillAskers(
  databaseUrl: string,
  { kind, askers, consents }: Wanted,
): Promise<readonly Consent[]> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    const asking = await addParties(client, 'organization', askers)
    const asked = await addParties(client, 'person', persons)
    const all = Array.from({ length: consents }, (_, nth) => ({
      requestId: randomUUID() as Consent['requestId'],
      grantId: randomUUID() as Consent['grantId'],
      asker: asking[nth % askers]!,
      person: asked[nth % persons]!,
    }))
    for (let first = 0; first < consents; first += rowsAtOnce)
      await addConsents(client, kind, all.slice(first, first + rowsAtOnce))
    await client.query('vacuum analyze')
    return all
  } finally {
    await client.end()
  }
}

async function addParties(client: Client, kind: string, many: number): Promise<readonly PartyId[]> {
  const { rows } = await client.query<{ id: PartyId }>(
    `insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
     select id, $1, $2, convert_to(id::text, 'UTF8'), '', 'none', 'Somebody', now()
     from (select gen_random_uuid() as id from generate_series(1, $3::int)) one returning id`,
    [kind, kind === 'person' ? 'nin' : 'orgno', many],
  )
  return rows.map(({ id }) => id)
}

async function addConsents(client: Client, kind: Work['kind'], all: readonly Consent[]): Promise<void> {
  if (kind === 'questions') return
  const state = kind === 'answers' ? 'pending' : 'accepted'
  await insert(
    client,
    'consent_request',
    all.map(({ requestId: id, asker: requestedBy, person }) => {
      const request = aRequest({ id, requestedBy, requestedFrom: person, requestedTo: person })
      return { ...toRow(requestWriting, { ...request, sealed: undefined }), state }
    }),
  )
  if (kind === 'answers') return
  await insert(
    client,
    'authorization_grant',
    all.map(({ requestId, grantId: id, asker: grantedTo, person }) => {
      const grant = aGrant({ id, requestId, grantedTo, grantedFor: person, grantedBy: person })
      return toRow(grantWriting, { ...grant, sealed: undefined })
    }),
  )
}
