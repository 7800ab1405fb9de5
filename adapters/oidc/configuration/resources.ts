import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { managementScopes } from '../../../server/domain/grants/grant-management.ts'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { Resource } from '../../../server/domain/registry/resource.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { askedScopes } from '../tokens/asked-scopes.ts'
import { audiencesByScopes } from '../tokens/audiences-by-scopes.ts'
import { mayAskOfPerson } from '../tokens/identity-scopes.ts'
import { clientOf } from '../clients/clients.ts'
import { refusedBy } from '../middleware/dialect-authorization.ts'
import { tokenSeconds } from '../tokens/token-seconds.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import { detailsForToken, givenBy, sourceOf } from '../tokens/asked-details.ts'
import {
  assertForNamed,
  audiencesByDetails,
  grantedResource,
  mayBeMore,
  namedResources,
  oneOrMore,
  scopesOf,
} from '../tokens/resources-of-details.ts'
import { isForUserinfo } from './for-userinfo.ts'

/** RFC 8707: which API a token is for, and what may be asked of it. */
export function resources(profile: OAuthProfile, models?: Pick<OAuthModels, 'purposeOf'>) {
  const protocolScopes = new Set(Object.keys(profile.protocolScopes))

  const find = async (audience: string, client: Client): Promise<Resource> => {
    const isTheirs = client.audiences.includes(audience)
    const resource = isTheirs ? await profile.findResource(audience) : undefined
    if (resource) return resource
    const why = isTheirs ? 'no such resource is registered' : 'it is not among the audiences of the client'
    throw new errors.InvalidTarget('The resource is unknown, or not for this client', why)
  }

  /** A token for facts about the person from her login is for no resource, so that none learns of her by it. */
  const asksOfPersonOnly = (ctx: KoaContextWithOIDC): boolean =>
    !isOfMachine(ctx) && [...ctx.oidc.requestParamScopes].every(scope => protocolScopes.has(scope))

  return {
    defaultResource: speaking(async (ctx: KoaContextWithOIDC, client: object, oneOf?: readonly string[]) => {
      if (oneOf) return oneOf.length === 1 ? oneOf[0]! : tooMany()
      const ofSource = await grantedResource(ctx)
      if (ofSource !== undefined) return ofSource
      passOver(ctx, profile)
      assertAskable(ctx, clientOf(client), profile)
      if (isOfMachine(ctx) && managesOnly(ctx, clientOf(client), profile))
        return undefined as unknown as string
      const ofDetails = await audiencesByDetails(ctx, { client: clientOf(client), profile })
      const asksNoApi = asksOfPersonOnly(ctx)
      if (ofDetails.length > 0 && asksNoApi) return oneOrMore(ofDetails)
      const only = asksNoApi ? undefined : profile.defaultAudience(clientOf(client))
      const audience = only ?? (await byScopes(ctx, clientOf(client), profile))
      return oneOrMore([...new Set([...(audience === undefined ? [] : [audience]), ...ofDetails])])
    }),

    useGrantedResource: async (ctx: KoaContextWithOIDC) => !isForUserinfo(ctx, profile),

    getResourceServerInfo: speaking(async (ctx: KoaContextWithOIDC, audience: string, client: object) => {
      const named = namedResources(ctx)
      if (named.length > 1 && !mayBeMore(ctx)) tooMany()
      passOver(ctx, profile)
      assertAskable(ctx, clientOf(client), profile)
      const resource = await find(audience, clientOf(client))
      const own = resource.scopes.map(scope => scope.value)
      const { scopeValues } = clientOf(client)
      const ofOthers = await scopesOf(
        named.filter(one => one !== audience),
        profile,
      )
      assertScopes(ctx, clientOf(client), { own: [...own, ...ofOthers], profile })
      await assertForNamed(ctx, { client: clientOf(client), profile, named })
      // What a client may not ask for any more it is not given either, by a code or refresh token from before.
      const allowed = own.filter(value => scopeValues.includes(value))
      if (isOfMachine(ctx)) ctx.oidc.params!.scope ??= allowed.join(' ') || undefined
      await assertSomething(ctx, { allowed, audience, profile })
      return {
        audience,
        scope: allowed.join(' '),
        accessTokenTTL: await tokenSeconds(ctx, resource, { profile, models }),
        accessTokenFormat: resource.token.format,
        ...(resource.token.format === 'jwt' && {
          jwt: { sign: { alg: profile.signing } },
        }),
      }
    }),
  }
}

/** What only the dialect of the issuer refuses, once client and redirect URI are known to be good. */
function assertAskable(ctx: KoaContextWithOIDC, client: Client, { dialect }: OAuthProfile): void {
  if (!dialect) return
  const refusal = refusedBy(dialect, ctx, client)
  if (refusal) throw new errors.CustomOIDCProviderError(refusal.error, refusal.description)
}

/**
 * The API whose scopes are asked for, when there is just one; `undefined` when a person's client asks for none of any API.
 * Else the error says how to ask.
 */
async function byScopes(
  ctx: KoaContextWithOIDC,
  client: Client,
  profile: OAuthProfile,
): Promise<string | undefined> {
  const ofApis = [...ctx.oidc.requestParamScopes].filter(
    scope => !Object.hasOwn(profile.protocolScopes, scope),
  )
  const { all, known } = profile.dialect
    ? { all: [], known: [] }
    : await audiencesByScopes(ofApis, client, profile)
  assertScopes(ctx, client, { own: known, profile })
  if (ofApis.length === 0 && !isOfMachine(ctx)) return undefined
  if (ofApis.length === 0 && client.defaultAudience !== undefined) return client.defaultAudience
  if (all.length === 1) return all[0]
  throw new errors.InvalidTarget(
    all.length > 1
      ? `The parameter resource must name the API that is meant: ${all.join(' or ')}`
      : 'The scopes are of several APIs; each is asked for by itself, and named by the parameter resource',
  )
}

/** OpenID Connect Core section 3.1.2.1: scopes that are not understood are ignored. Those of APIs are none of these. */
function passOver({ oidc }: KoaContextWithOIDC, { unknownScopes = [] }: OAuthProfile): void {
  const asked = oidc.requestParamScopes
  if (!asked.has('openid') || !oidc.params) return
  oidc.params.scope = [...asked].filter(scope => !unknownScopes.includes(scope)).join(' ')
}

const tooMany = (): never => {
  throw new errors.InvalidTarget('A token is for one resource only')
}

interface Wanted {
  readonly allowed: readonly string[]
  readonly audience: string
  readonly profile: OAuthProfile
}

interface Known {
  readonly own: readonly string[]
  readonly profile: OAuthProfile
}

const isOfMachine = ({ oidc }: KoaContextWithOIDC): boolean =>
  oidc.params?.grant_type === 'client_credentials'

/** A client's own token to look after its grants with is for no API. */
const managesOnly = ({ oidc }: KoaContextWithOIDC, { scopeValues }: Client, profile: OAuthProfile): boolean =>
  profile.managesGrants !== undefined &&
  oidc.requestParamScopes.size > 0 &&
  [...oidc.requestParamScopes].every(one => managementScopes.includes(one) && scopeValues.includes(one))

/**
 * No token is for an API of which it may do nothing: one that only asks whether a token is good would let it in. What an
 * authorization asks for is judged where the person is asked.
 */
async function assertSomething(
  ctx: KoaContextWithOIDC,
  { allowed, audience, profile }: Wanted,
): Promise<void> {
  if (ctx.oidc.route !== 'token') return
  const asked = askedScopes(ctx)
  if (allowed.some(scope => asked.has(scope))) return
  const given = givenBy(sourceOf(ctx))
  if (given.length > 0 && (await detailsForToken(ctx, { given, audience, profile })).length > 0) return
  throw new errors.InvalidScope('The scope must hold one of the resource', [...asked].join(' '))
}

/** Nothing that was asked for is dropped silently: what cannot be given is an error. */
function assertScopes(ctx: KoaContextWithOIDC, client: Client, { own, profile }: Known): void {
  const forPerson = !isOfMachine(ctx)
  for (const scope of ctx.oidc.requestParamScopes) {
    if (forPerson && mayAskOfPerson(profile, client, scope)) continue
    if (own.includes(scope) && client.scopeValues.includes(scope)) continue
    const isKnown = own.includes(scope) || (forPerson && Object.hasOwn(profile.protocolScopes, scope))
    const why = isKnown ? 'it is not among the scopes of the client' : 'no such scope of the resource'
    const described = 'The scope is unknown to the resource, or not for this client'
    throw new errors.InvalidScope(described, scope, `${scope}: ${why}`)
  }
}
