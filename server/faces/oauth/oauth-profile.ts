import { managementScopes, queryScope, revokeScope } from '../../domain/grants/grant-management.ts'
import { clientPresets } from './client-presets.ts'
import type { FaceClients } from '../../ports/registry/client-rules.ts'
import type { OAuthProfile } from '../../ports/oauth/oauth-profile.ts'
import type { FaceTools } from '../face-module.ts'
import type { Settings } from './settings.ts'
import { statusListUri } from './status-lists/addresses.ts'

/** The house face's name: part of its interaction paths and kept with everything that happens through it. */
export const face = 'oauth'

const paths = {
  authorization: '/authorize',
  token: '/token',
  introspection: '/introspect',
  revocation: '/revoke',
  userinfo: '/userinfo',
  endSession: '/logout',
  jwks: '/jwks',
  pushedAuthorization: '/par',
  deviceAuthorization: '/device_authorization',
  userCode: '/device',
  backchannelAuthentication: '/backchannel_authentication',
}

/** Scopes that belong to no resource, with the claims they give. */
const protocolScopes = {
  openid: ['sub'],
  offline_access: [],
  profile: ['name'],
  pid: ['pid'],
  [queryScope]: [],
  [revokeScope]: [],
}

/** What tells who the person is, beyond an id, and what ends grants: only for clients that are registered for it. */
const registeredScopes = ['profile', 'pid', ...managementScopes]

/** Where clients manage the grants that they have. */
export const grantsPath = '/grants'

const authenticationMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'none',
] as const

export const clientsOfFace = {
  authentication: ['client_secret', ...authenticationMethods],
  grantTypes: [
    'authorization_code',
    'refresh_token',
    'client_credentials',
    'token-exchange',
    'device_code',
    'ciba',
  ],
  keyAlgorithms: ['ES256', 'PS256', 'RS256', 'EdDSA', 'Ed25519'],
  idTokenSigning: ['RS256', 'ES256'],
  protocolScopes,
  knowsFapi: true,
  presets: clientPresets,
} as const satisfies FaceClients

/** A day: who is asked finds it in her consents when she looks there next. */
const longestBackchannelSeconds = 24 * 3600

type Tools = Pick<FaceTools, 'clients' | 'registry' | 'parties' | 'publicUrl'>

/** The standard at the root issuer: code with PKCE, client credentials, refresh tokens. */
export const oauthProfile = (
  { clients, registry, parties, publicUrl }: Tools,
  {
    accessTokenSeconds,
    refreshTokenSeconds,
    interactionSeconds,
    sessionSeconds,
    deviceSeconds,
    backchannelSeconds,
    grantManagementRequired,
  }: Settings,
): OAuthProfile => ({
  face,
  issuer: publicUrl,
  signing: 'ES256',
  idTokenSigning: clientsOfFace.idTokenSigning,
  paths,
  interactionPath: uid => `/interaction/${face}/${uid}`,
  lifetimes: {
    code: 60,
    accessToken: accessTokenSeconds,
    clientCredentialsToken: accessTokenSeconds,
    refreshToken: refreshTokenSeconds,
    idToken: 600,
    interaction: interactionSeconds,
    session: sessionSeconds,
    device: deviceSeconds,
    backchannel: { usual: backchannelSeconds, most: longestBackchannelSeconds },
  },
  clientAuthentication: authenticationMethods,
  protocolScopes,
  registeredScopes,
  statusListUri: statusListUri(publicUrl),
  knowsFapi: clientsOfFace.knowsFapi,
  exchangesTokens: clientsOfFace.grantTypes.includes('token-exchange'),
  unknownScopes: ['email', 'address', 'phone'],
  extraParameters: ['purpose', 'consent_days'],
  managesGrants: { path: grantsPath, required: grantManagementRequired },
  findClient: (id, how) => clients.find(id, how),
  isSuspended: async id => (await clients.glance(id))?.suspendedAt !== undefined,
  findResource: audience => registry.findResource(audience),
  longestJwt: async purposeId => (await registry.findPurpose(purposeId))?.withdrawnWithinSeconds,
  detailTypes: () => registry.detailTypes.list(),
  defaultAudience: ({ audiences }) => (audiences.length === 1 ? audiences[0] : undefined),
  async claims(party, _grantId, scopes) {
    const [person, identifier] = await Promise.all([
      scopes.includes('profile') ? parties.find(party) : undefined,
      scopes.includes('pid') ? parties.revealIdentifier(party) : undefined,
    ])
    return { ...(person && { name: person.displayName }), ...(identifier && { pid: identifier.value }) }
  },
})
