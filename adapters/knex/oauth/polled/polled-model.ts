import type { ConsentRequestId } from '../../../../server/domain/ids.ts'
import { Problem } from '../../../../server/domain/problem.ts'
import { commonDetails } from '../../../../server/domain/registry/authorization-detail.ts'
import { pollInterval } from '../../../../server/domain/requests/polled.ts'
import type { OAuthModel, Parameters, Payload } from '../../../../server/ports/oauth/oauth-models.ts'
import type { Sealer } from '../../../../server/ports/sealer.ts'
import type { ArtifactTools } from '../artifacts/artifact-model.ts'
import { seconds } from '../artifacts/artifact-row.ts'
import { emptyModel } from '../artifacts/empty-model.ts'
import { readDetails } from '../artifacts/grant-details.ts'
import { spend } from '../artifacts/spent-tokens.ts'
import { type ArtifactKind, placeIn, type TokenPlace } from '../artifacts/token-value.ts'
import { type PolledRow, parametersIn, polledColumns, sealParameters, userCodePlace } from './polled-row.ts'

export type PolledKind = Extract<ArtifactKind, 'DeviceCode' | 'BackchannelAuthenticationRequest'>

export interface PolledTools extends ArtifactTools {
  readonly sealer: Pick<Sealer, 'seal' | 'open' | 'fingerprints'>
  readonly requestIdOf: (value: string) => ConsentRequestId
}

interface DecidedRow extends PolledRow {
  readonly issued_at: Date
  readonly authenticated_at: Date | null
  readonly state: 'pending' | 'accepted' | 'rejected' | 'withdrawn' | null
  readonly decided_by: string | null
  readonly level: string | null
  /** What it gave, or changed. */
  readonly grant_id: string | null
  /** Whether the grant has been changed by a later answer. */
  readonly is_past: boolean
}

/** Seconds after its end within which a client may still fetch what was given in time. */
const collected = 60

const addStatement = `insert into polled_authorization
  (request_id, hash, kind, face, client_id, user_code, ciphertext, key_id, interval_seconds, issued_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10), to_timestamp($11)) on conflict do nothing`

const findStatement = `select ${polledColumns}, p.issued_at, p.authenticated_at, r.state, d.decided_by, d.level,
    case when r.state = 'accepted' then coalesce(c.id, g.id) end as grant_id,
    coalesce(c.changed_in, g.changed_in, p.request_id) <> p.request_id as is_past
  from polled_authorization p
  join artifact a on a.bucket = $1 and a.hash = $2 and a.consumed_at is null
  left join consent_request r on r.id = p.request_id
  left join decision d on d.request_id = p.request_id
  left join authorization_grant g on g.request_id = p.request_id
  left join authorization_grant c on c.id = r.changes_grant
  where p.hash = $2 and p.kind = $3 and p.face = $4`

/**
 * What a client polls with: a device code or the id of a backchannel request. It says what the consent request says that it
 * stands for, so that an answer is one statement wherever it is given; it is spent as a code is, in the statement that issues
 * the tokens. Being spent twice ends nothing: whoever polls asks twice.
 */
export function polledModel(kind: PolledKind, tools: PolledTools): OAuthModel {
  const { face, connection, sealer, sighting } = tools

  return {
    ...emptyModel,
    async upsert(value, payload) {
      await tools.insert({ kind, face, value, payload: { ...payload, accountId: null }, rest: {} })
      const id = tools.requestIdOf(value)
      const { keyId, ciphertext } = sealParameters(payload.params as Parameters, id, sealer)
      const { count } = await connection().write(addStatement, [
        id,
        placeIn(value)?.hash,
        kind,
        face,
        payload.clientId,
        typeof payload.userCode === 'string'
          ? sealer.fingerprints(payload.userCode, userCodePlace(face))[0]
          : null,
        ciphertext,
        keyId,
        pollInterval,
        payload.iat,
        payload.exp,
      ])
      // One code in a million million is taken: the client asks once more.
      if (count !== 1) throw new Problem('storage.unavailable', 'The code is in use; try again')
    },

    async find(value) {
      const place = await tools.values.placeOf(value)
      if (place?.kind !== kind) return undefined
      const values = [place.bucket, place.hash, kind, face]
      const [row] = await connection().read<DecidedRow>(findStatement, values)
      if (!row) return undefined
      return { ...toPayload(row, tools), ...(await detailsOf(row, tools)), jti: value, kind }
    },

    async consume(value) {
      const place = await tools.values.placeOf(value)
      if (!place) return
      const { tokens } = sighting()
      if (tokens && !tokens.spent) tokens.spent = place
      else await spend(place satisfies TokenPlace, tools)
    },
  }
}

function toPayload(row: DecidedRow, { sealer }: Pick<PolledTools, 'sealer'>): Payload {
  const { scope, resource, nonce } = parametersIn(row, sealer)
  return {
    iat: seconds(row.issued_at),
    exp: seconds(row.expires_at) + (row.state === 'accepted' ? collected : 0),
    clientId: row.client_id,
    scope,
    ...(resource !== undefined && { resource }),
    ...(nonce !== undefined && { nonce }),
    ...outcome(row),
  }
}

/** What was given of the details that the client asked for. */
async function detailsOf(row: DecidedRow, tools: PolledTools): Promise<Payload> {
  const { authorization_details: asked } = parametersIn(row, tools.sealer)
  if (row.grant_id === null || asked === undefined) return {}
  const { details = [] } = (await readDetails(row.grant_id, tools)) ?? {}
  const given = commonDetails(details, JSON.parse(asked))
  return given.length === 0 ? {} : { rar: given }
}

function outcome(row: DecidedRow): Payload {
  if (row.state === 'accepted') {
    if (row.is_past) return { error: 'invalid_grant', errorDescription: 'The consent has changed since' }
    return {
      accountId: row.decided_by,
      grantId: row.grant_id,
      acr: row.level,
      ...(row.authenticated_at && { authTime: seconds(row.authenticated_at) }),
    }
  }
  if (row.state === 'rejected') return { error: 'access_denied', errorDescription: 'The person declined' }
  if (row.state === 'withdrawn') return { error: 'access_denied', errorDescription: 'It was taken back' }
  return {}
}
