import type { Clock } from '../../../../server/ports/clock.ts'
import type { Connection } from '../../database/transaction.ts'
import { endFamilyOf } from './end-family.ts'
import { type GrantRow, grantJson, toGrantPayload } from './grant-row.ts'
import type { OAuthModel } from '../../../../server/ports/oauth/oauth-models.ts'
import { emptyModel } from './empty-model.ts'
import type { Replay, Sighting } from './seen-grants.ts'
import { grantStands } from './standing-grant.ts'

interface Tools {
  readonly face: string
  readonly connection: () => Connection
  readonly clock: Clock
  readonly sighting: () => Sighting
  readonly onReplay: (replay: Replay) => void
}

const findStatement = `select ${grantJson} as grant_row from authorization_grant g
  where g.id = $1 and g.face = $2 and ${grantStands('$3')}`

/**
 * The engine's grant is the authorization grant itself: found while it is active, never written from here. A request sees
 * it as it saw it first; what it issues is checked against the row again.
 */
export function grantModel(tools: Tools): OAuthModel {
  const { face, connection, clock, sighting } = tools
  return {
    ...emptyModel,
    async find(id) {
      const { grants } = sighting()
      const known = grants.get(id)
      if (known) return toGrantPayload(known)
      const [row] = await connection().read<{ grant_row: GrantRow }>(findStatement, [id, face, clock.now()])
      if (!row) return undefined
      grants.set(id, row.grant_row)
      return toGrantPayload(row.grant_row)
    },
    destroy: id => endFamilyOf(id, tools),
  }
}
