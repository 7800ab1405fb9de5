import type { Document } from '../../../server/domain/document.ts'
import type { ConsentRequestId, PartyId } from '../../../server/domain/ids.ts'
import type { PartyKey } from '../../../server/ports/parties/party-keys.ts'
import type { Sealed, Sealer } from '../../../server/ports/sealer.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  type PrivateTexts,
  partyKeyColumns,
} from '../parties/private-texts.ts'

/** A document with what came back, if it did, and the key of whom the request is about. */
export interface DocumentRow extends PartyKeyRow {
  readonly request_id: string
  readonly requested_from: string
  readonly sealed: Uint8Array
  readonly sealed_key_id: string
  readonly created_at: Date
  readonly signed: Uint8Array | null
  readonly signed_key_id: string | null
  readonly signed_at: Date | null
  /** Names nobody. */
  readonly report: unknown
}

/** Everything `openDocument` reads; add a `where` on `d`. */
export const selectDocument = `select d.request_id, r.requested_from, d.sealed, d.sealed_key_id, d.created_at, s.signed,
  s.signed_key_id, s.signed_at, s.report, ${partyKeyColumns}
from document d join consent_request r on r.id = d.request_id ${joinPartyKey('r.requested_from')}
left join signed_document s on s.request_id = d.request_id`

/** Stands where the id of a key does when it is the party's own. */
export const partysOwn = 'party'

export const sealedPlace = (id: string): string => `document/${id}/sealed`
export const signedPlace = (id: string): string => `document/${id}/signed`

interface SealFile {
  /** The party's; without it under the house's own. */
  readonly key: PartyKey | undefined
  readonly sealer: Pick<Sealer, 'seal'>
  readonly place: string
}

export function sealFile(file: Uint8Array, { key, sealer, place }: SealFile): Sealed {
  const text = Buffer.from(file).toString('base64')
  return key ? { keyId: partysOwn, ciphertext: key.seal(text, place) } : sealer.seal(text, place)
}

interface Opening {
  readonly sealer: Pick<Sealer, 'open'>
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

/** `undefined` when the party's key has been thrown away. */
export function openDocument(row: DocumentRow, { sealer, texts }: Opening): Document | undefined {
  const id = row.request_id as ConsentRequestId
  const key = texts.keyIn(row.requested_from as PartyId, row)
  const opened = ({ keyId, ciphertext }: Sealed, place: string): Uint8Array | undefined => {
    if (ciphertext.length === 0 || (keyId === partysOwn && !key)) return undefined
    const text =
      keyId === partysOwn ? key?.open(ciphertext, place) : sealer.open({ keyId, ciphertext }, place)
    return text === undefined ? undefined : new Uint8Array(Buffer.from(text, 'base64'))
  }

  const sealed = opened({ keyId: row.sealed_key_id, ciphertext: row.sealed }, sealedPlace(id))
  if (!sealed) return undefined
  const { signed, signed_key_id: keyId, signed_at: signedAt } = row
  const file = signed && keyId !== null ? opened({ keyId, ciphertext: signed }, signedPlace(id)) : undefined
  return {
    requestId: id,
    sealed,
    signed: file && signedAt ? { file, signedAt, report: row.report } : undefined,
    createdAt: row.created_at,
  }
}
