import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import {
  type AuthorizationDetail,
  commonDetails,
} from '../../../server/domain/registry/authorization-detail.ts'
import { faultOf } from '../../../server/domain/registry/detail-type.ts'
import { hasTwinMembers } from '../../../server/domain/text/twin-members.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import { apisOf, detailsForToken, givenBy, namedDetails, typesOf } from '../tokens/asked-details.ts'

/** Things that one question asks for. */
const mostDetails = 20

const invalid = (why: string): Error => new errors.InvalidAuthorizationDetails(why)

/** Rich authorization requests (RFC 9396) of the types that are registered as the engine is made. */
export const authorizationDetails = (
  profile: Pick<OAuthProfile, 'detailTypes'>,
  types: readonly string[],
): object => ({
  enabled: types.length > 0,
  types: Object.fromEntries(types.map(type => [type, { validate: validator(profile) }])),
  authorizationDetailsForGrantSource: async ({ oidc }: KoaContextWithOIDC) =>
    commonDetails(givenBy(oidc.grant), namedDetails({ oidc } as KoaContextWithOIDC) ?? []),
  authorizationDetailsForAccessToken: speaking(
    async (ctx: KoaContextWithOIDC, token: { aud?: string | string[] }, source?: object) => {
      if (!source) throw invalid('Details are asked of a person, and not by the client for itself')
      return detailsForToken(ctx, { given: givenBy(source), audience: [token.aud].flat()[0], profile })
    },
  ),
  authorizationDetailsForIntrospection: async (_ctx: KoaContextWithOIDC, token: object) => givenBy(token),
})

/** What the engine asks of each detail, once it knows that the client may ask for its type. */
const validator = (profile: Pick<OAuthProfile, 'detailTypes'>) =>
  speaking(async (ctx: KoaContextWithOIDC, detail: AuthorizationDetail, client: object) => {
    const named = namedDetails(ctx) ?? []
    if (named.length > mostDetails) throw invalid(`There are more than ${mostDetails} of them`)
    if (hasTwinMembers(String(ctx.oidc.params?.authorization_details)))
      throw invalid('A member is there twice')
    const types = await typesOf(profile)
    const type = types.get(detail.type)
    if (!type) throw invalid('The type is not known any more')
    const fault = faultOf(type, detail)
    if (fault !== undefined) throw invalid(`${detail.type}: ${fault}`)
    if (apisOf(detail, clientOf(client), types).length === 0) {
      throw invalid(`${detail.type}: it is for no API that the client may ask`)
    }
  })
