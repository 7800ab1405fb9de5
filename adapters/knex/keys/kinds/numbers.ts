import { type Kind, leftUnder } from './kind.ts'

interface Row {
  readonly id: string
  readonly scheme: string
  readonly ciphertext: Buffer
  readonly key_id: string
}

const isKept = 'length(ciphertext) > 0'

const some = `select id, scheme, ciphertext, key_id from party
  where key_id = any($1::text[]) and ${isKept} and ($2::uuid is null or id > $2::uuid) order by id limit $3`

/** @NOTE A party that was added twice keeps the fingerprint by which the older one of the two is not found. */
const change = `update party set ciphertext = w.ciphertext, key_id = w.key_id,
    lookup_hmac = case when w.is_repeated or exists (select from party o where o.scheme = party.scheme and o.lookup_hmac = w.print)
      then party.lookup_hmac else w.print end
  from (select *, row_number() over (partition by print order by id) > 1 as is_repeated
    from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::text[], $5::bytea[])
      as one (id, was, ciphertext, key_id, print)) w
  where party.id = w.id and party.ciphertext = w.was`

/** By what parties are known outside, and the keyed hashes by which they are found. */
export const numbers: Kind = {
  name: 'numbers',
  left: (on, { sealers }) =>
    leftUnder(on, { table: 'party', keyId: 'key_id', where: isKept }, sealers.numbers),
  async reseal(on, { after, limit }, { sealers: { numbers: sealer } }) {
    const rows = await on.read<Row>(some, [sealer.otherKeyIds, after, limit])
    const anew = rows.map(({ id, scheme, key_id: keyId, ciphertext }) => {
      const place = `party/${id}`
      const number = sealer.open({ keyId, ciphertext }, place)
      return { ...sealer.seal(number, place), print: sealer.fingerprints(number, `party/${scheme}`)[0] }
    })
    await on.write(change, [
      rows.map(({ id }) => id),
      rows.map(({ ciphertext }) => ciphertext),
      anew.map(({ ciphertext }) => ciphertext),
      anew.map(({ keyId }) => keyId),
      anew.map(({ print }) => print),
    ])
    return rows.at(-1)?.id
  },
}
