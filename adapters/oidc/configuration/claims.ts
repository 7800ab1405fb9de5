import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { mayAskOfPerson } from '../tokens/identity-scopes.ts'
import { speaking } from '../errors/to-oauth-error.ts'

type Subjects = Pick<
  Configuration,
  'claims' | 'scopes' | 'findAccount' | 'subjectTypes' | 'pairwiseIdentifier'
>

/** In every ID token of the house: how surely the person is who she is, and when she logged in. */
const aboutLogin = ['acr', 'auth_time']

const claimsOf = ({ protocolScopes, dialect }: OAuthProfile): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(protocolScopes)
      .filter(([, names]) => names.length > 0)
      .map(([scope, names]) => [scope, [...names, ...(scope === 'openid' && !dialect ? aboutLogin : [])]]),
  )

/** Which claims each scope gives, and where they come from. The account is the person, and its id is the subject. */
export const claims = (profile: OAuthProfile): Subjects => ({
  scopes: Object.keys(profile.protocolScopes),
  claims: claimsOf(profile),
  ...(profile.dialect && {
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: async (_ctx, sub, { clientId }) => profile.dialect!.subject(sub as PartyId, clientId),
  }),
  findAccount: (ctx: KoaContextWithOIDC, sub: string) => ({
    accountId: sub,
    claims: speaking(async (_use: string, scope: string) => {
      // What a client may not ask for any more it is not told either, by a code or token from before.
      const client = clientOf(ctx.oidc.client!)
      const told = scope.split(' ').filter(one => mayAskOfPerson(profile, client, one))
      return {
        ...(await profile.claims(sub as PartyId, ctx.oidc.grant?.jti as GrantId | undefined, told)),
        sub,
      }
    }),
  }),
})
