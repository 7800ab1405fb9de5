import type { Configuration } from 'oidc-provider'
import type { Models } from '../materials.ts'
import { speaking } from '../to-oauth-error.ts'

interface Issued {
  readonly grantId?: string | undefined
  readonly format?: string
}

/** A person's token that is not kept carries its grant and the grant's epoch, so that introspection can judge it. */
export const tokenClaims = (models: Pick<Models, 'holdGrant'>): Configuration['extraTokenClaims'] =>
  speaking(async (_ctx: unknown, token: object) => {
    const { grantId, format } = token as Issued
    if (grantId === undefined || format !== 'jwt') return undefined
    return { grant_id: grantId, grant_epoch: await models.holdGrant(grantId) }
  })
