import {
  type AuthorizationDetail,
  placesAmong,
} from '../../../../server/domain/registry/authorization-detail.ts'
import type { AuthorizationGrant } from '../../../../server/domain/grants/authorization-grant.ts'
import type { Payload } from '../../../../server/ports/oauth/oauth-models.ts'
import type { Connection } from '../../database/transaction.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import type { GrantRow } from './grant-row.ts'
import type { Sighting } from './seen-grants.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../../rows/authorization-grant.ts'

export interface DetailTools {
  readonly connection: () => Connection
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

type Detailed = Pick<AuthorizationGrant, 'details' | 'epoch'>

/** The details of a grant and the epoch they are of; under her key they are, and nowhere else. */
export async function readDetails(
  id: string,
  { connection, texts }: DetailTools,
): Promise<Detailed | undefined> {
  const [row] = await connection().read<AuthorizationGrantRow>(
    `${selectAuthorizationGrant} where g.id = $1`,
    [id],
  )
  return row && toAuthorizationGrant(row, texts)
}

/** The details of a grant that the request under way has seen, as they were in the epoch in which it saw it. */
export async function seenDetails(
  id: string,
  { sighting, ...tools }: DetailTools & { readonly sighting: () => Sighting },
): Promise<readonly AuthorizationDetail[]> {
  const { grants, details: known } = sighting()
  const grant = grants.get(id)
  if (!grant?.details) return []
  const found = known.get(id) ?? (await inEpoch(grant, tools))
  known.set(id, found)
  return found
}

async function inEpoch({ id, epoch }: GrantRow, tools: DetailTools): Promise<readonly AuthorizationDetail[]> {
  const read = await readDetails(id, tools)
  return read?.epoch === epoch ? read.details : []
}

/**
 * What a code or token keeps of details: the places that they have among those of its grant. Within an epoch these never
 * change.
 */
export interface KeptDetails {
  readonly details?: readonly number[]
}

/** Throws for details that the grant has not. */
export function placesOf(
  details: readonly AuthorizationDetail[],
  given: readonly AuthorizationDetail[],
): readonly number[] {
  const places = placesAmong(given, details)
  if (places.includes(-1)) throw new Error('A token carries details that its grant has not')
  return places
}

export const placesIn = ({ details }: Payload | KeptDetails): readonly number[] =>
  Array.isArray(details) ? (details as readonly number[]) : []

/** Those at these places. */
export const detailsAt = (
  places: readonly number[],
  details: readonly AuthorizationDetail[],
): readonly AuthorizationDetail[] => places.flatMap(place => details[place] ?? [])
