import { createHash } from 'node:crypto'
import { isUuid } from '../../../server/domain/ids.ts'
import type { Document } from '../../../server/domain/document.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Confirmation, DocumentStore } from '../../../server/ports/documents/document-store.ts'
import type { ConsentStore } from '../../../server/ports/requests/consent-store.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import {
  type DocumentRow,
  openDocument,
  sealFile,
  sealedPlace,
  selectDocument,
  signedPlace,
} from '../rows/document.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly consents: Pick<ConsentStore, 'addRequest' | 'saveRequest'>
  readonly sealer: Sealer
  readonly texts: PrivateTexts
  readonly clock: Clock
}

/** Undoes what was written; the caller hears of it as an answer. */
class Undone extends Error {}

export function knexDocumentStore(materials: Materials): DocumentStore {
  const { connection, transaction, consents, texts, clock } = materials

  return {
    add: ({ request, event, sealed }) =>
      transaction(async on => {
        if (!(await consents.addRequest(request, event))) return false
        const key = texts.plain ? undefined : await texts.keyFor(on, request.requestedFrom)
        const { ciphertext, keyId } = sealFile(sealed, { ...materials, key, place: sealedPlace(request.id) })
        await on.write(
          'insert into document (request_id, sealed, sealed_key_id, created_at) values ($1, $2, $3, $4)',
          [request.id, ciphertext, keyId, request.createdAt],
        )
        return true
      }),

    async find(id): Promise<Document | undefined> {
      if (!isUuid(id)) return undefined
      const [row] = await connection().read<DocumentRow>(`${selectDocument} where d.request_id = $1`, [id])
      return row && openDocument(row, materials)
    },

    async confirm(change, { file, signedAt, report }) {
      const { id, requestedFrom } = change.request
      const digest = digestOf(file)
      let outcome: Confirmation = 'confirmed'
      const undo = (why: Confirmation): never => {
        outcome = why
        throw new Undone(why)
      }
      await transaction(async on => {
        const documentHash = digest.toString('hex')
        if (!(await consents.saveRequest({ ...change, documentHash }))) undo('lost')
        const key = texts.plain ? undefined : await texts.keyFor(on, requestedFrom)
        const { ciphertext, keyId } = sealFile(file, { ...materials, key, place: signedPlace(id) })
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

const digestOf = (file: Uint8Array): Buffer => createHash('sha256').update(file).digest()
