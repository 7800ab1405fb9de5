import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { apisOf, namedDetails, typesOf } from './asked-details.ts'

interface Asking {
  readonly client: Client
  readonly profile: Pick<OAuthProfile, 'detailTypes'>
}

/** The APIs that details are for, when the request names none; of one that is for several, the first. */
export async function audiencesByDetails(
  ctx: KoaContextWithOIDC,
  { client, profile }: Asking,
): Promise<readonly string[]> {
  const named = ctx.oidc.route === 'token' ? undefined : namedDetails(ctx)
  if (!named) return []
  const types = await someTypes(profile)
  return [
    ...new Set(
      named.flatMap(detail => {
        const apis = apisOf(detail, client, types)
        return detail.locations === undefined ? apis.slice(0, 1) : apis
      }),
    ),
  ]
}

/** Throws `invalid_authorization_details` where no types are registered. */
async function someTypes(profile: Asking['profile']) {
  const types = await typesOf(profile)
  if (types.size > 0) return types
  throw new errors.InvalidAuthorizationDetails('No types of authorization details are known here')
}

/** The APIs that a request names (RFC 8707 section 2). */
export const namedResources = ({ oidc }: KoaContextWithOIDC): readonly string[] =>
  [oidc.params?.resource ?? []].flat() as string[]

/** Where an authorization is asked for that a browser comes with. */
const byBrowser: readonly string[] = ['authorization', 'pushed_authorization_request', 'resume']

/** A token is for one API; one such authorization may ask for details of several. */
export const mayBeMore = (ctx: KoaContextWithOIDC): boolean =>
  byBrowser.includes(String(ctx.oidc.route)) && namedDetails(ctx) !== undefined

/** Throws `invalid_authorization_details` for a detail that is for none of the APIs that are named. */
export async function assertForNamed(
  ctx: KoaContextWithOIDC,
  { client, profile, named }: Asking & { readonly named: readonly string[] },
): Promise<void> {
  const details = ctx.oidc.route === 'token' ? undefined : namedDetails(ctx)
  if (!details) return
  const types = await someTypes(profile)
  const stray = details.find(one => !apisOf(one, client, types).some(api => named.includes(api)))
  if (stray === undefined) return
  throw new errors.InvalidAuthorizationDetails(`${stray.type}: it is for another API than the resource names`)
}

/** Scopes that any of these APIs knows. */
export async function scopesOf(
  audiences: readonly string[],
  { findResource }: Pick<OAuthProfile, 'findResource'>,
): Promise<readonly string[]> {
  const found = await Promise.all(audiences.map(findResource))
  return found.flatMap(resource => resource?.scopes ?? []).map(({ value }) => value)
}

/** As the engine has it: one as itself. */
export const oneOrMore = (audiences: readonly string[]): string =>
  (audiences.length > 1 ? audiences : audiences[0]) as string

/** What a token request that names details and no API means: the only API of what it presents. */
export async function grantedResource(ctx: KoaContextWithOIDC): Promise<string | undefined> {
  const { params, route } = ctx.oidc
  if (route !== 'token' || params?.authorization_details === undefined) return undefined
  const source = await presented(ctx)
  const granted = [source?.resource ?? []].flat()
  return granted.length > 1 ? refuseMany(granted) : granted[0]
}

/** What is presented, in the parameter of its grant type. */
async function presented({ oidc: { params = {}, provider } }: KoaContextWithOIDC) {
  const { AuthorizationCode, RefreshToken, DeviceCode, BackchannelAuthenticationRequest } = provider
  const finds: readonly (readonly [
    parameter: string,
    find: (value: string) => Promise<Source | undefined>,
  ])[] = [
    ['code', value => AuthorizationCode.find(value)],
    ['refresh_token', value => RefreshToken.find(value)],
    ['device_code', value => DeviceCode.find(value)],
    ['auth_req_id', value => BackchannelAuthenticationRequest.find(value)],
  ]
  const [parameter, find] = finds.find(([name]) => typeof params[name] === 'string') ?? []
  return parameter && find ? find(String(params[parameter])) : undefined
}

interface Source {
  readonly resource?: string | string[] | undefined
}

const refuseMany = (granted: readonly string[]): never => {
  throw new errors.InvalidTarget(
    `The parameter resource must name the API that is meant: ${granted.join(' or ')}`,
  )
}
