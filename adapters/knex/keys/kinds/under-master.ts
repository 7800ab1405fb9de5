import type { Sealed, SealedPurpose, Sealer } from '../../../../server/ports/sealer.ts'
import { type Kind, leftUnder, type ResealTools } from './kind.ts'

interface UnderMaster {
  readonly name: string
  readonly table: string
  readonly key: readonly [column: string, type: 'uuid' | 'text']
  readonly ciphertext: string
  readonly purpose: SealedPurpose
  readonly reseal: (sealed: Sealed, key: string, tools: Tools) => Sealed
}

interface Tools extends ResealTools {
  /** For the purpose. */
  readonly sealer: Sealer
}

interface Row {
  readonly key: string
  readonly ciphertext: Buffer
  readonly key_id: string
}

/** A column that is sealed under a key derived from a master key, with the id of that key in `key_id`. */
export function underMaster({
  table,
  key: [key, type],
  ciphertext,
  purpose,
  reseal,
  ...kind
}: UnderMaster): Kind {
  const some = `select ${key}::text as key, ${ciphertext} as ciphertext, key_id from ${table}
    where key_id = any($1::text[]) and ($2::${type} is null or ${key} > $2::${type}) order by ${key} limit $3`
  const change = `update ${table} set ${ciphertext} = w.ciphertext, key_id = w.key_id
    from unnest($1::${type}[], $2::bytea[], $3::bytea[], $4::text[]) as w (key, was, ciphertext, key_id)
    where ${table}.${key} = w.key and ${table}.${ciphertext} = w.was`

  return {
    name: kind.name,
    left: (on, { sealers }) => leftUnder(on, { table, keyId: 'key_id' }, sealers[purpose]),
    async reseal(on, { after, limit }, tools) {
      const sealer = tools.sealers[purpose]
      const rows = await on.read<Row>(some, [sealer.otherKeyIds, after, limit])
      const anew = rows.map(({ key: id, key_id: keyId, ciphertext: bytes }) =>
        reseal({ keyId, ciphertext: bytes }, id, { ...tools, sealer }),
      )
      await on.write(change, [
        rows.map(row => row.key),
        rows.map(row => row.ciphertext),
        anew.map(sealed => sealed.ciphertext),
        anew.map(sealed => sealed.keyId),
      ])
      return rows.at(-1)?.key
    },
  }
}

/** Seals the same text for the same place. */
export const again =
  (placeOf: (key: string) => string): UnderMaster['reseal'] =>
  (sealed, key, { sealer }) =>
    sealer.seal(sealer.open(sealed, placeOf(key)), placeOf(key))
