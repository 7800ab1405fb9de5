import type { Clock } from '../../../../server/ports/clock.ts'
import type { Connection } from '../../database/transaction.ts'
import type { Replay, Sighting } from './seen-grants.ts'
import type { TokenPlace } from './token-value.ts'

/** To end families with. `onReplay` is told of each that a replay ended. */
export interface FamilyTools {
  readonly connection: () => Connection
  readonly clock: Clock
  readonly sighting: () => Sighting
  readonly onReplay: (replay: Replay) => void
}

const ofTokenStatement = `update authorization_grant g set epoch = g.epoch + 1, updated_at = $3
  from artifact a where a.bucket = $1 and a.hash = $2 and g.id = a.grant_id and g.epoch = a.grant_epoch
  returning g.id, g.client_id`

const ofGrantStatement = `update authorization_grant g set epoch = g.epoch + 1, updated_at = $2 where g.id = $1`

/** Ends every code and token of the family that the token belongs to. The permission lives on. */
export async function endFamily(place: TokenPlace, tools: FamilyTools): Promise<void> {
  const values = [place.bucket, place.hash, tools.clock.now()]
  const { rows } = await tools.connection().write<{ id: string; client_id: string }>(ofTokenStatement, values)
  for (const { id, client_id } of rows) tools.onReplay({ kind: place.kind, grantId: id, clientId: client_id })
}

/** Ends every code and token issued under the grant so far, once a request. The permission lives on. */
export function endFamilyOf(
  grantId: string,
  { connection, clock, sighting, onReplay }: FamilyTools,
): Promise<void> {
  const { ended, replayed } = sighting()
  if (replayed?.grantId === grantId && !ended.has(grantId)) onReplay(replayed)
  const ending =
    ended.get(grantId) ??
    connection()
      .write(ofGrantStatement, [grantId, clock.now()])
      .then(() => undefined)
  ended.set(grantId, ending)
  return ending
}
