import type { PartyId } from '../../../../server/domain/ids.ts'
import { sealedPlace, signedPlace } from '../../rows/document.ts'
import { type Kind, leftOf } from './kind.ts'

interface FileRow {
  readonly id: string
  readonly party: PartyId
  readonly file: Buffer
  readonly key_id: string
}

interface Files {
  readonly name: string
  readonly table: string
  readonly file: string
  readonly keyId: string
  readonly place: (requestId: string) => string
}

/** Files that older versions sealed under the house's own key, which go under the party's. */
const files = ({ table, file, keyId, place, name }: Files): Kind => {
  const older = `f.${keyId} <> 'party' and length(f.${file}) > 0`
  const some = `select f.request_id as id, r.requested_from as party, f.${file} as file, f.${keyId} as key_id
    from ${table} f join consent_request r on r.id = f.request_id
    where ${older} and ($1::uuid is null or f.request_id > $1::uuid) order by f.request_id limit $2`
  const change = `update ${table} f set ${file} = w.file, ${keyId} = 'party'
    from unnest($1::uuid[], $2::bytea[]) as w (id, file) where f.request_id = w.id`

  return {
    name,
    left: on => leftOf(on, `${table} f where ${older}`),
    async reseal(on, { after, limit }, { texts, sealers }) {
      if (texts.plain) return undefined
      const rows = await on.read<FileRow>(some, [after, Math.ceil(limit / 10)])
      const sealed: Uint8Array[] = []
      for (const { id, party, key_id: keyId, file: ciphertext } of rows) {
        const key = await texts.keyFor(on, party)
        sealed.push(key.seal(sealers.texts.open({ keyId, ciphertext }, place(id)), place(id)))
      }
      await on.write(change, [rows.map(({ id }) => id), sealed])
      return rows.at(-1)?.id
    },
  }
}

export const documents = files({
  name: 'documents',
  table: 'document',
  file: 'sealed',
  keyId: 'sealed_key_id',
  place: sealedPlace,
})

export const signedDocuments = files({
  name: 'signed-documents',
  table: 'signed_document',
  file: 'signed',
  keyId: 'signed_key_id',
  place: signedPlace,
})
