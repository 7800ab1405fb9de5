import type { ConsentRequestId } from '../../../../server/domain/ids.ts'
import type { Parameters, PolledRequest } from '../../../../server/ports/oauth/oauth-models.ts'
import type { Sealer } from '../../../../server/ports/sealer.ts'
import { polledPlace } from '../../rows/places.ts'

/** A row of `polled_authorization`, as far as it does not change. */
export interface PolledRow {
  readonly request_id: string
  readonly client_id: string
  readonly ciphertext: Buffer
  readonly key_id: string
  readonly expires_at: Date
}

/** Columns of `PolledRow`, of the table `p`. */
export const polledColumns = 'p.request_id, p.client_id, p.ciphertext, p.key_id, p.expires_at'

export const sealParameters = (
  parameters: Parameters,
  request: ConsentRequestId,
  sealer: Pick<Sealer, 'seal'>,
) => sealer.seal(JSON.stringify(parameters), polledPlace(request))

export const parametersIn = (
  { request_id: id, ciphertext, key_id: keyId }: PolledRow,
  sealer: Pick<Sealer, 'open'>,
): Parameters => JSON.parse(sealer.open({ keyId, ciphertext }, polledPlace(id as ConsentRequestId)))

export const toPolledRequest = (row: PolledRow, sealer: Pick<Sealer, 'open'>): PolledRequest => ({
  requestId: row.request_id as ConsentRequestId,
  clientId: row.client_id,
  parameters: parametersIn(row, sealer),
  expiresAt: row.expires_at,
})

/** Where the code that a person types belongs. */
export const userCodePlace = (face: string): string => `user-code/${face}`
