import type { PartyId } from '../../../server/domain/ids.ts'
import type { PartyIdentifier } from '../../../server/domain/party.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import type { Connection } from '../database/transaction.ts'
import type { PrivateTexts } from './private-texts.ts'

interface Adding {
  readonly sealer: Sealer
  readonly texts: Pick<PrivateTexts, 'newKey' | 'plain'>
  readonly now: Date
  readonly newId: () => PartyId
}

const add = `with given as (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::text[], $7::text[], $8::bytea[],
      $9::text[]) as w (id, kind, scheme, print, ciphertext, key_id, name, wrapped, wrapped_by)),
  added as (
    insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
    select id, kind, scheme, print, ciphertext, key_id, name, $10::timestamptz from given
    on conflict (scheme, lookup_hmac) do nothing returning id)
  insert into party_key (party, wrapped, key_id, created_at)
  select id, wrapped, wrapped_by, $10::timestamptz from given join added using (id) where wrapped is not null`

/** Adds parties whom nobody has seen, under their numbers; persons without a name, and with the key for all about them. */
export async function addParties(
  on: Connection,
  identifiers: readonly PartyIdentifier[],
  { sealer, texts, now, newId }: Adding,
): Promise<void> {
  const rows = identifiers.map(({ kind, scheme, value }) => {
    const id = newId()
    return {
      id,
      kind,
      scheme,
      print: sealer.fingerprints(value, `party/${scheme}`)[0],
      number: sealer.seal(value, `party/${id}`),
      name: kind === 'person' ? '' : value,
      own: kind === 'person' && !texts.plain ? texts.newKey(id).wrapped : undefined,
    }
  })
  await on.write(add, [
    rows.map(({ id }) => id),
    rows.map(({ kind }) => kind),
    rows.map(({ scheme }) => scheme),
    rows.map(({ print }) => print),
    rows.map(({ number }) => number.ciphertext),
    rows.map(({ number }) => number.keyId),
    rows.map(({ name }) => name),
    rows.map(({ own }) => own?.ciphertext),
    rows.map(({ own }) => own?.keyId),
    now,
  ])
}
