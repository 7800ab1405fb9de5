import type { FaceClients } from '../../../ports/registry/client-rules.ts'
import type { OAuthProfile } from '../../../ports/oauth/oauth-profile.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { RegistryTools } from '../../tools/registry-tools.ts'
import type { GjeldTools } from '../gjeld-tools.ts'
import { face } from '../names.ts'
import { oauthDialect } from './oauth-dialect.ts'

const paths = {
  authorization: '/oauth2/auth',
  token: '/oauth2/token',
  introspection: '/oauth2/introspect',
  revocation: '/oauth2/revoke',
  userinfo: '/userinfo',
  endSession: '/oauth2/sessions/logout',
  jwks: '/.well-known/jwks.json',
}

export const clientsOfFace = {
  authentication: ['client_secret_basic'],
  grantTypes: ['authorization_code', 'client_credentials'],
  keyAlgorithms: [],
  idTokenSigning: ['RS256'],
  protocolScopes: { openid: ['sub', 'pid', 'consent_id'] },
  presets: {
    bank: {
      title: {
        nb: 'Bank som henter gjeldsopplysninger',
        nn: 'Bank som hentar gjeldsopplysningar',
        en: 'Bank that fetches debt information',
      },
      entry: {
        authentication: 'client_secret_basic',
        grant_types: ['authorization_code', 'client_credentials'],
      },
      asks: ['redirect_uris', 'audiences', 'scopes', 'purposes', 'privacy'],
    },
  },
} as const satisfies FaceClients

const minute = 60
const hour = 60 * minute

/** The authorization server: code and client credentials, opaque tokens of an hour, never a refresh token. */
export const oauthProfile = (
  tools: HouseTools & RegistryTools & Pick<GjeldTools, 'audiences' | 'issuer'>,
): OAuthProfile => ({
  face,
  issuer: tools.issuer,
  paths,
  interactionPath: uid => `/interaction/${face}/${uid}`,
  lifetimes: {
    code: 10 * minute,
    accessToken: hour,
    clientCredentialsToken: hour,
    refreshToken: hour,
    idToken: hour,
    interaction: 2 * hour,
    session: 30 * minute,
  },
  clientAuthentication: clientsOfFace.authentication,
  protocolScopes: clientsOfFace.protocolScopes,
  alwaysTells: ['pid'],
  extraParameters: ['purpose', 'consent_days'],
  findClient: (id, how) => tools.clients.find(id, how),
  isSuspended: async id => (await tools.clients.glance(id))?.suspendedAt !== undefined,
  findResource: audience => tools.registry.findResource(audience),
  defaultAudience: () => undefined,
  claims: async (party, grantId) => ({
    pid: (await tools.parties.revealIdentifier(party))?.value,
    consent_id: grantId,
  }),
  signing: 'RS256',
  idTokenSigning: clientsOfFace.idTokenSigning,
  dialect: oauthDialect(tools),
})
