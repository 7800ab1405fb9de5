import { decodeJwt } from 'jose'
import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { fapi2Algorithms } from '../../../server/domain/registry/fapi2.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'

/** What proofs of possession may be signed with, whoever makes them. */
export const proofAlgorithms = fapi2Algorithms

/** FAPI 2.0 section 5.3.2.1: what was made later than that is refused. */
const furthestAhead = 60

/**
 * RFC 9449. Each proof carries a nonce of ours, which is good for some minutes in every process: its age counts, whatever the
 * clock of the client says, as long as that does not run far ahead.
 */
export const proofs = (
  { knowsFapi = false }: Pick<OAuthProfile, 'knowsFapi'>,
  { clock, nonceKey }: Pick<Materials, 'clock' | 'nonceKey'>,
): NonNullable<Configuration['features']>['dPoP'] => ({
  enabled: knowsFapi,
  nonceSecret: nonceKey(),
  requireNonce(ctx: KoaContextWithOIDC) {
    if (issuedAt(ctx.get('DPoP')) > clock.now().getTime() / 1000 + furthestAhead)
      throw new errors.InvalidDpopProof('The proof was made in the future')
    return true
  },
})

/** What is no JWT is refused for that. */
function issuedAt(proof: string): number {
  try {
    return decodeJwt(proof).iat ?? 0
  } catch {
    return 0
  }
}
