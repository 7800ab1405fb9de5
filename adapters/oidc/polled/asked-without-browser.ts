import type { KoaContextWithOIDC } from 'oidc-provider'
import type { AskedAuthorization } from '../../../server/ports/oauth/pending-authorization.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { identityScopes } from '../tokens/identity-scopes.ts'
import { askedAuthorization } from './asked-authorization.ts'

/**
 * Parameters that are kept while a person is waited for: what the question is made of, and what the tokens need. Whom it is
 * put to is not among them.
 */
const kept = [
  'scope',
  'resource',
  'authorization_details',
  'nonce',
  'purpose',
  'consent_days',
  'ui_locales',
  'binding_message',
  'grant_management_action',
  'grant_id',
] as const

type Parameters = Readonly<Record<string, string | undefined>>

/** Of the engine's parameters. */
export const keptParameters = (given: Readonly<Record<string, unknown>>): Parameters =>
  Object.fromEntries(
    kept.flatMap(name => {
      const value = [given[name]].flat()[0]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )

/** What the request under way asks for. */
export function askedIn(
  { oidc }: KoaContextWithOIDC,
  profile: Pick<OAuthProfile, 'face' | 'issuer' | 'protocolScopes' | 'alwaysTells'>,
  expiresAt: Date,
): AskedAuthorization {
  const known = {
    face: profile.face,
    protocolScopes: new Set(Object.keys(profile.protocolScopes)),
    identityScopes: (names: readonly string[]) => identityScopes(profile, names),
  }
  const asked = {
    clientId: clientOf(oidc.client!).id,
    parameters: keptParameters(oidc.params ?? {}),
    expiresAt,
  }
  return askedAuthorization(known, asked)
}
