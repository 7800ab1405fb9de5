import type { Clock } from '../../../../server/ports/clock.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import type { Connection } from '../../database/transaction.ts'
import { type ArtifactRow, artifactColumns, restOf, toPayload } from './artifact-row.ts'
import { type GrantRow, grantJson } from './grant-row.ts'
import type { ArtifactWriter } from './insert-artifact.ts'
import { detailsAt, type KeptDetails, placesIn, placesOf, seenDetails } from './grant-details.ts'
import type { OAuthModel, Payload } from '../../../../server/ports/oauth/oauth-models.ts'
import { emptyModel } from './empty-model.ts'
import type { Replay, Sighting } from './seen-grants.ts'
import { isRepeated, spend, take } from './spent-tokens.ts'
import { artifactStands } from './standing-grant.ts'
import { holdGrant } from './token-changes.ts'
import type { ArtifactKind, TokenPlace, TokenValues } from './token-value.ts'

export interface ArtifactTools {
  readonly face: string
  readonly connection: () => Connection
  readonly clock: Clock
  readonly values: TokenValues
  readonly texts: Pick<PrivateTexts, 'keyIn'>
  readonly sighting: () => Sighting
  readonly insert: ArtifactWriter
  readonly onReplay: (replay: Replay) => void
}

interface GrantedRow extends ArtifactRow {
  readonly grant_row: GrantRow | null
}

const findStatement = `select ${artifactColumns}, case when g.id is not null then ${grantJson} end as grant_row
  from artifact a left join authorization_grant g on g.id = a.grant_id
  where a.bucket = $1 and a.hash = $2 and a.face = $3 and ${artifactStands('$4')}`

/**
 * Codes and tokens of one kind: taken once by one conditional statement, dead with their grant. What a request consumes and
 * issues under a grant waits for `keepTokens`.
 */
export function artifactModel(kind: ArtifactKind, tools: ArtifactTools): OAuthModel {
  const { face, connection, clock, sighting } = tools

  const row = async (place: TokenPlace): Promise<GrantedRow | undefined> => {
    const rows = await connection().read<GrantedRow>(findStatement, [
      place.bucket,
      place.hash,
      face,
      clock.now(),
    ])
    return rows[0]?.kind === kind ? rows[0] : undefined
  }

  const ours = async (value: string): Promise<TokenPlace | undefined> => {
    const place = await tools.values.placeOf(value)
    return place?.kind === kind ? place : undefined
  }

  const placed = async ({ rar }: Payload, grantId: string): Promise<KeptDetails> =>
    Array.isArray(rar) ? { details: placesOf(rar, await seenDetails(grantId, tools)) } : {}

  const detailed = async ({ payload, grant_id: grantId }: GrantedRow): Promise<Payload> => {
    const places = placesIn(payload)
    if (grantId === null || places.length === 0) return {}
    return { rar: detailsAt(places, await seenDetails(grantId, tools)) }
  }

  return {
    ...emptyModel,
    async upsert(value, payload) {
      const { grantId } = payload
      const artifact = { kind, face, value, payload, rest: restOf(payload) }
      if (typeof grantId !== 'string') return tools.insert(artifact)
      const details = await placed(payload, grantId)
      holdGrant(grantId, sighting()).issued.push({ ...artifact, rest: { ...artifact.rest, ...details } })
    },

    async find(value) {
      const place = await ours(value)
      const found = place && (await row(place))
      if (!found) return undefined
      const grant = found.grant_row
      if (grant) sighting().grants.set(grant.id, grant)
      if (!found.consumed_at) return { ...toPayload(found, value), ...(await detailed(found)) }
      if (!grant || kind === 'AccessToken' || (await isRepeated(place, tools))) return undefined
      sighting().replayed = { kind, grantId: grant.id, clientId: found.client_id }
      return toPayload(found, value)
    },

    async consume(value) {
      const place = await ours(value)
      const { tokens } = sighting()
      if (!place) return
      if (!tokens || tokens.spent) await spend(place, tools)
      else tokens.spent = place
    },

    async destroy(value) {
      const place = await ours(value)
      return place !== undefined && take(place, tools)
    },
  }
}
