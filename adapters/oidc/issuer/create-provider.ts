import type Provider from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { adapterOver } from './adapter.ts'
import { clientOf, useOurClients } from '../clients/clients.ts'
import { claims } from '../configuration/claims.ts'
import { clockToleranceSeconds } from '../configuration/assertion-fault.ts'
import { assertClientAssertion } from '../configuration/client-assertion.ts'
import { clientRules } from '../configuration/client-rules.ts'
import { cookies } from '../configuration/cookies.ts'
import { renderError } from '../configuration/errors.ts'
import { features } from '../configuration/features.ts'
import { interactions } from '../configuration/interactions.ts'
import { lifetimes } from '../configuration/lifetimes.ts'
import { loadExistingGrant } from '../configuration/load-grant.ts'
import { knowPrompts } from '../configuration/prompts.ts'
import { refreshTokens } from '../configuration/refresh-tokens.ts'
import { routes } from '../configuration/routes.ts'
import { discovery } from '../configuration/discovery.ts'
import { tokenClaims } from '../configuration/token-claims.ts'
import { exchangeTokens } from '../grants/token-exchange.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { Materials } from './materials.ts'
import { HouseProvider } from './house-provider.ts'
import { toKeySet } from './signing-key.ts'
import { keepTokens } from '../tokens/keep-tokens.ts'
import { burnForeignCodes, takeOnce } from '../tokens/single-use.ts'
import { checkedParameters } from '../polled/check-asked.ts'
import { nameTokens } from '../tokens/token-values.ts'
import { acceptAtUserinfo } from '../tokens/userinfo-tokens.ts'

interface Parts {
  readonly materials: Materials
  readonly models: OAuthModels
  /** Types of authorization details that are registered at this moment. */
  readonly detailTypes: readonly string[]
}

/** One issuer's engine from its profile, with the keys published at this moment. All its state lies in the models. */
export function createProvider(profile: OAuthProfile, { materials, models, detailTypes }: Parts): Provider {
  const provider = new HouseProvider(profile.issuer, {
    adapter: adapterOver(models, { profile, materials }),
    jwks: toKeySet(materials.keys.current()),
    ...clientRules(profile),
    ...claims(profile),
    ...refreshTokens(profile),
    ...discovery(profile, materials),
    features: features(profile, { ...materials, models }, detailTypes)!,
    interactions: interactions(profile, materials)!,
    ttl: lifetimes(profile, materials.clock)!,
    cookies: cookies(profile.face, profile.issuer.startsWith('https:'))!,
    routes: routes(profile.paths),
    pkce: { required: (_ctx, client) => !profile.dialect && !clientOf(client).pkceOptional },
    clockTolerance: clockToleranceSeconds,
    allowOmittingSingleRegisteredRedirectUri: profile.dialect === undefined,
    extraParams: checkedParameters(profile, { ...materials, detailTypes }),
    expiresWithSession: async () => false,
    extraTokenClaims: tokenClaims(profile, { ...materials, models }),
    loadExistingGrant: loadExistingGrant(profile, materials)!,
    assertJwtClientAuthClaimsAndHeader: assertClientAssertion(profile, materials.clock)!,
    renderError: renderError(materials)!,
    clientBasedCORS: (_ctx, origin, client) =>
      client.clientAuthMethod === 'none' &&
      client.redirectUris!.some(uri => URL.parse(uri)?.origin === origin),
    fetch: async () => {
      throw new Error('Nothing is fetched on behalf of a request')
    },
  })
  provider.proxy = true
  knowPrompts(provider)
  const showForm: Parameters<typeof provider.answerFormPosts>[0] = (ctx, action, fields) =>
    materials.pages.formPost(ctx, { action, fields })
  provider.answerFormPosts(showForm)
  if (profile.knowsFapi) provider.answerSignedFormPosts(showForm)
  useOurClients(provider, profile, materials)
  nameTokens(provider, models)
  keepTokens(provider, models)
  if (profile.exchangesTokens) exchangeTokens(provider, { profile, materials, models })
  takeOnce(provider, models, materials)
  burnForeignCodes(provider, models)
  acceptAtUserinfo(provider, profile)
  return provider
}
