import { type JWTPayload, jwtVerify } from 'jose'
import type { GrantId, PartyId } from '../../server/domain/ids.ts'
import { actorsIn } from '../../server/domain/grants/actors.ts'
import {
  type AuthorizationGrant,
  grantStatusAt,
  hasEnded,
} from '../../server/domain/grants/authorization-grant.ts'
import { unreadableBy } from '../../server/domain/registry/jwt-header.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { ConsentStore } from '../../server/ports/requests/consent-store.ts'
import type { SigningAlgorithm } from '../../server/domain/registry/signing-algorithm.ts'
import type { LiveToken, TokenInspector } from '../../server/ports/oauth/token-inspector.ts'
import { publicJwk } from './public-jwk.ts'
import { localKeys } from './remote-keys.ts'
import type { SigningKeys } from './signing-keys.ts'

interface Materials {
  readonly keys: Pick<SigningKeys, 'of'>
  /** The issuer of a face and what it signs with, `undefined` for a face without tokens. */
  readonly issuerOf: (
    face: string,
  ) => { readonly issuer: string; readonly signing: SigningAlgorithm } | undefined
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly clock: Clock
  /** Answers for everything that is not a JWT. */
  readonly opaque: TokenInspector
}

/** Our own JWT access tokens (RFC 9068) by their signature and the grant they name; other tokens by `opaque`. */
export function jwtTokenInspector({ keys, issuerOf, consents, clock, opaque }: Materials): TokenInspector {
  const verified = async (face: string, token: string): Promise<JWTPayload | undefined> => {
    const own = issuerOf(face)
    if (own === undefined) return undefined
    const published = localKeys((await keys.of(own.signing)).current().map(publicJwk))
    const options = {
      issuer: own.issuer,
      typ: 'at+jwt',
      algorithms: [own.signing],
      currentDate: clock.now(),
      requiredClaims: ['exp'],
    }
    return jwtVerify(token, published, options).then(
      ({ payload, protectedHeader }) => (unreadableBy(protectedHeader) ? undefined : payload),
      () => undefined,
    )
  }

  const grantOf = async (claims: JWTPayload): Promise<AuthorizationGrant | undefined> => {
    const grant = await consents.findGrant(claims.grant_id as GrantId)
    return grant?.epoch === claims.grant_epoch ? grant : undefined
  }

  return {
    async inspect(face, token) {
      if (!token.includes('.')) return opaque.inspect(face, token)
      const claims = await verified(face, token)
      if (!claims) return undefined
      if (claims.grant_id === undefined) return toLiveToken(claims, undefined)
      const grant = await grantOf(claims)
      const stands = grant && grantStatusAt(grant, clock.now()) === 'active'
      return stands ? toLiveToken(claims, grant) : undefined
    },

    async inspectEnded(face, token) {
      if (!token.includes('.')) return opaque.inspectEnded(face, token)
      const claims = await verified(face, token)
      const grant = claims?.grant_id === undefined ? undefined : await grantOf(claims)
      return claims && grant && hasEnded(grantStatusAt(grant, clock.now()))
        ? toLiveToken(claims, grant)
        : undefined
    },
  }
}

const toLiveToken = (claims: JWTPayload, grant: AuthorizationGrant | undefined): LiveToken => ({
  kind: grant ? 'AccessToken' : 'ClientCredentials',
  clientId: String(claims.client_id),
  party: grant && (claims.sub as PartyId),
  grantId: grant?.id,
  purpose: grant?.purpose.id,
  holder: grant && { grantedTo: grant.grantedTo, handledBy: grant.handledBy },
  granted: grant && {
    clientId: grant.clientId,
    epoch: grant.epoch,
    actors: actorsIn(claims.act),
    forebears: [],
  },
  audience: typeof claims.aud === 'string' ? claims.aud : undefined,
  scopeString: typeof claims.scope === 'string' ? claims.scope : undefined,
  details: grant && (claims.authorization_details as LiveToken['details']),
  protocolScopes: typeof claims.protocol_scope === 'string' ? claims.protocol_scope.split(' ') : [],
  issuedAt: new Date((claims.iat ?? 0) * 1000),
  expiresAt: new Date((claims.exp ?? 0) * 1000),
  grantEndsAt: grant?.validity.to,
  confirmation: claims.cnf as LiveToken['confirmation'],
})
