import { createHash } from 'node:crypto'
import type { Clock } from '../../../server/ports/clock.ts'
import type { ConsentStore } from '../../../server/ports/requests/consent-store.ts'
import type { Confirmation, DocumentStore } from '../../../server/ports/documents/document-store.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { isUuid, type ConsentRequestId } from '../../../server/domain/ids.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly consents: Pick<ConsentStore, 'addRequest' | 'saveRequest'>
  readonly sealer: Sealer
  readonly clock: Clock
}

interface DocumentRow {
  readonly sealed: Uint8Array
  readonly sealed_key_id: string
  readonly created_at: Date
  readonly signed: Uint8Array | null
  readonly signed_key_id: string | null
  readonly signed_at: Date | null
  readonly report: unknown
}

/** Undoes what was written; the caller hears of it as an answer. */
class Undone extends Error {}

export function knexDocumentStore(materials: Materials): DocumentStore {
  const { connection, transaction, consents, sealer, clock } = materials
  const encrypt = (file: Uint8Array, place: string) =>
    sealer.seal(Buffer.from(file).toString('base64'), place)
  const decrypt = (ciphertext: Uint8Array, keyId: string, place: string) =>
    new Uint8Array(Buffer.from(sealer.open({ keyId, ciphertext }, place), 'base64'))

  return {
    add: ({ request, event, sealed }) =>
      transaction(async on => {
        if (!(await consents.addRequest(request, event))) return false
        const { ciphertext, keyId } = encrypt(sealed, sealedPlace(request.id))
        await on.write(
          'insert into document (request_id, sealed, sealed_key_id, created_at) values ($1, $2, $3, $4)',
          [request.id, ciphertext, keyId, request.createdAt],
        )
        return true
      }),

    async find(id) {
      if (!isUuid(id)) return undefined
      const [row] = await connection().read<DocumentRow>(
        `select d.sealed, d.sealed_key_id, d.created_at, s.signed, s.signed_key_id, s.signed_at, s.report
         from document d left join signed_document s on s.request_id = d.request_id where d.request_id = $1`,
        [id],
      )
      if (!row) return undefined
      const { signed, signed_key_id: signedKey, signed_at: signedAt, report } = row
      return {
        requestId: id,
        sealed: decrypt(row.sealed, row.sealed_key_id, sealedPlace(id)),
        signed:
          signed && signedKey !== null && signedAt
            ? { file: decrypt(signed, signedKey, signedPlace(id)), signedAt, report }
            : undefined,
        createdAt: row.created_at,
      }
    },

    async confirm(change, { file, signedAt, report }) {
      const { id } = change.request
      const digest = digestOf(file)
      const { ciphertext, keyId } = encrypt(file, signedPlace(id))
      let outcome: Confirmation = 'confirmed'
      const undo = (why: Confirmation): never => {
        outcome = why
        throw new Undone(why)
      }
      await transaction(async on => {
        const documentHash = digest.toString('hex')
        if (!(await consents.saveRequest({ ...change, documentHash }))) undo('lost')
        const { count } = await on.write(
          `insert into signed_document (digest, request_id, signed, signed_key_id, signed_at, report, created_at)
           values ($1, $2, $3, $4, $5, $6, $7) on conflict (digest) do nothing`,
          [digest, id, ciphertext, keyId, signedAt, JSON.stringify(report), clock.now()],
        )
        if (count === 0) undo('used-before')
      }).catch(error => {
        if (!(error instanceof Undone)) throw error
      })
      return outcome
    },
  }
}

const sealedPlace = (id: ConsentRequestId): string => `document/${id}/sealed`

const signedPlace = (id: ConsentRequestId): string => `document/${id}/signed`

const digestOf = (file: Uint8Array): Buffer => createHash('sha256').update(file).digest()
