import type { Sealed, Sealer } from '../../../../server/ports/sealer.ts'
import { counted, type Kind, type ResealTools } from './kind.ts'

interface UnderMaster {
  readonly name: string
  readonly table: string
  readonly key: readonly [column: string, type: 'uuid' | 'text']
  readonly ciphertext: string
  readonly keyId: string
  readonly sealer: (tools: ResealTools) => Sealer
  readonly reseal: (tools: ResealTools, key: string, sealed: Sealed) => Sealed
}

interface Row {
  readonly key: string
  readonly ciphertext: Buffer
  readonly key_id: string
}

/** A column that is sealed under a key derived from a master key, with the id of that key beside it. */
export function underMaster({
  table,
  key: [key, type],
  ciphertext,
  keyId,
  sealer,
  reseal,
  ...kind
}: UnderMaster): Kind {
  const old = `${keyId} = any($1::text[])`
  const left = `select count(*) filter (where ${old})::integer as open, count(*)::integer as all
    from ${table} where ${keyId} <> $2`
  const some = `select ${key}::text as key, ${ciphertext} as ciphertext, ${keyId} as key_id from ${table}
    where ${old} and ($2::${type} is null or ${key} > $2::${type}) order by ${key} limit $3`
  const change = `update ${table} set ${ciphertext} = w.ciphertext, ${keyId} = w.key_id
    from unnest($1::${type}[], $2::bytea[], $3::bytea[], $4::text[]) as w (key, was, ciphertext, key_id)
    where ${table}.${key} = w.key and ${table}.${ciphertext} = w.was`

  return {
    name: kind.name,
    left: (on, tools) => counted(on, left, [sealer(tools).otherKeyIds, sealer(tools).keyId]),
    async reseal(on, { after, limit }, tools) {
      const rows = await on.read<Row>(some, [sealer(tools).otherKeyIds, after, limit])
      const anew = rows.map(row => reseal(tools, row.key, { keyId: row.key_id, ciphertext: row.ciphertext }))
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
export const again = (sealer: Sealer, sealed: Sealed, place: string): Sealed =>
  sealer.seal(sealer.open(sealed, place), place)
