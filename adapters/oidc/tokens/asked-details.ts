import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import {
  type AuthorizationDetail,
  coversDetails,
} from '../../../server/domain/registry/authorization-detail.ts'
import type { Client } from '../../../server/domain/registry/client.ts'
import { audiencesOf, type DetailType } from '../../../server/domain/registry/detail-type.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'

/** What the engine keeps of details: of its own grants, codes and tokens. */
export interface WithDetails {
  readonly rar?: readonly AuthorizationDetail[] | undefined
}

/** The details that a request names, `undefined` when it names none. Of the types that the engine knows it has looked at them. */
export const namedDetails = ({ oidc }: KoaContextWithOIDC): readonly AuthorizationDetail[] | undefined =>
  detailsIn(oidc.params?.authorization_details)

/** Details as they are written in a parameter, which nobody has looked at. Throws `invalid_authorization_details`. */
export function detailsIn(written: unknown): readonly AuthorizationDetail[] | undefined {
  if (typeof written !== 'string') return undefined
  try {
    return JSON.parse(written) as AuthorizationDetail[]
  } catch {
    throw new errors.InvalidAuthorizationDetails('They are not JSON')
  }
}

type Types = Pick<OAuthProfile, 'detailTypes'>

/** The types by their names. */
export async function typesOf({ detailTypes }: Types): Promise<ReadonlyMap<string, DetailType>> {
  return new Map(((await detailTypes?.()) ?? []).map(type => [type.id, type]))
}

/** APIs that a client may ask which a detail is for; none for a type that is not, or no more, for the client. */
export const apisOf = (
  detail: AuthorizationDetail,
  { audiences, detailTypes = [] }: Pick<Client, 'audiences' | 'detailTypes'>,
  types: ReadonlyMap<string, DetailType>,
): readonly string[] => {
  const type = detailTypes.includes(detail.type) ? types.get(detail.type) : undefined
  return type ? audiencesOf(detail, type).filter(one => audiences.includes(one)) : []
}

/**
 * What of the details of a code or refresh token goes into a token for one API: those that the request names, else all; of
 * these such as are for the API. Throws `invalid_authorization_details` for more than was given, and for a request that names
 * none of the API. What a client may not ask for any more it is not given either.
 */
export async function detailsForToken(
  ctx: KoaContextWithOIDC,
  { given, audience, profile }: Tokened,
): Promise<readonly AuthorizationDetail[]> {
  const named = namedDetails(ctx)
  if (named && !coversDetails(given, named)) {
    throw new errors.InvalidAuthorizationDetails('More is asked for than was given')
  }
  const wanted = named ?? given
  if (wanted.length === 0 || audience === undefined) return []
  const types = await typesOf(profile)
  const own = wanted.filter(one => apisOf(one, clientOf(ctx.oidc.client!), types).includes(audience))
  if (named && own.length === 0) {
    throw new errors.InvalidAuthorizationDetails('None of that is for the API that the token is for')
  }
  return own
}

interface Tokened {
  readonly given: readonly AuthorizationDetail[]
  readonly audience: string | undefined
  readonly profile: Types
}

declare module 'koa' {
  interface DefaultState {
    /** The token that is being exchanged. */
    subject?: WithDetails
  }
}

/** The code, or the token, that a token request presents, once the engine has taken it. */
export const sourceOf = ({ oidc: { entities }, state }: KoaContextWithOIDC): object | undefined =>
  state.subject ??
  entities.RefreshToken ??
  entities.AuthorizationCode ??
  entities.DeviceCode ??
  (entities as { readonly BackchannelAuthenticationRequest?: object }).BackchannelAuthenticationRequest

export const givenBy = (source: object | undefined): readonly AuthorizationDetail[] =>
  (source as WithDetails | undefined)?.rar ?? []
