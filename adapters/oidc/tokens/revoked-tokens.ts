import Provider from 'oidc-provider'
import type { OAuthModel } from '../../../server/ports/oauth/oauth-models.ts'
import type { Materials } from '../issuer/materials.ts'

interface Parts extends Pick<Materials, 'audit'> {
  readonly face: string
}

const kinds = ['AccessToken', 'RefreshToken', 'ClientCredentials'] as const

export type RevocableKind = (typeof kinds)[number]

export const isRevocable = (kind: string): kind is RevocableKind => kinds.some(one => one === kind)

/** Tokens whose revocation (RFC 7009) goes on record by the request that ended them, of however many that ask for it. */
export const revokedTokens = (
  kind: RevocableKind,
  model: OAuthModel,
  { audit, face }: Parts,
): OAuthModel => ({
  ...model,
  async destroy(id) {
    const isEnded = await model.destroy(id)
    const oidc = Provider.ctx?.oidc
    if (isEnded && oidc?.route === 'revocation') {
      const { clientId = '', grantId }: Revoked = oidc.entities[kind] ?? {}
      audit.record({ what: 'token.revoked', face, clientId, kind, grantId })
    }
    return isEnded
  },
})

interface Revoked {
  readonly clientId?: string | undefined
  readonly grantId?: string | undefined
}
