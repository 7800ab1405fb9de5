import type { PublicJwk } from '../../server/ports/oauth/access-token-verifier.ts'
import type { SigningKey } from '../../server/ports/oauth/signing-key-store.ts'

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth']

/** The part of a signing key that everybody may have. */
export const publicJwk = ({ kid, alg, jwk }: SigningKey): PublicJwk => ({
  ...Object.fromEntries(Object.entries(jwk).filter(([name]) => !privateMembers.includes(name))),
  kid,
  alg,
  use: 'sig',
})
