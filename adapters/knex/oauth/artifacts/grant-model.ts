import type { Clock } from '../../../../server/ports/clock.ts'
import type { Holder } from '../../../../server/domain/grants/holder.ts'
import type { Connection } from '../../database/transaction.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import { endFamilyOf } from './end-family.ts'
import { seenDetails } from './grant-details.ts'
import { type GrantRow, grantJson, holderIn, toGrantPayload } from './grant-row.ts'
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
  readonly isHeld: IsHeld
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

/** Whether the client is registered at the face and acts for those whom the permission was given to. */
export type IsHeld = (given: {
  readonly face: string
  readonly clientId: string
  readonly holder: Holder
}) => Promise<boolean>

const findStatement = `select ${grantJson} as grant_row from authorization_grant g
  where g.id = $1 and g.face = $2 and ${grantStands('$3')}`

/**
 * The engine's grant is the authorization grant itself: found while it is active and its client acts for those whom it was
 * given to, never written from here. A request sees
 * it as it saw it first; what it issues is checked against the row again.
 */
export function grantModel(tools: Tools): OAuthModel {
  const { face, connection, clock, sighting, isHeld } = tools

  const seen = async (id: string): Promise<GrantRow | undefined> => {
    const { grants } = sighting()
    const known = grants.get(id)
    if (known) return known
    const [row] = await connection().read<{ grant_row: GrantRow }>(findStatement, [id, face, clock.now()])
    if (row) grants.set(id, row.grant_row)
    return row?.grant_row
  }

  return {
    ...emptyModel,
    async find(id) {
      const row = await seen(id)
      if (!row || !(await isHeld({ face, clientId: row.client_id, holder: holderIn(row) }))) return undefined
      return toGrantPayload(row, await seenDetails(id, tools))
    },
    async destroy(id) {
      await endFamilyOf(id, tools)
      return true
    },
  }
}
