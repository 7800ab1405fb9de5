import { importJWK, SignJWT } from 'jose'
import type { PublicJwk } from '../../server/ports/access-token-verifier.ts'
import type { SigningAlgorithm, SigningKey } from '../../server/ports/signing-key-store.ts'
import type { TokenSigner } from '../../server/ports/token-signer.ts'
import type { SigningKeys } from './signing-keys.ts'

/** Signs with the key that signs first, and publishes those beside it. */
export const tokenSigner =
  (keys: Pick<SigningKeys, 'of'>) =>
  (algorithm: SigningAlgorithm): TokenSigner => {
    const imported = new Map<string, ReturnType<typeof importJWK>>()
    const keyOf = ({ kid, alg, jwk }: SigningKey) => {
      const known = imported.get(kid) ?? importJWK({ ...jwk }, alg)
      imported.set(kid, known)
      return known
    }
    return {
      async sign(claims) {
        const [key] = (await keys.of(algorithm)).current()
        if (!key) throw new Error(`There is no key for ${algorithm}`)
        return new SignJWT({ ...claims })
          .setProtectedHeader({ alg: key.alg, kid: key.kid })
          .sign(await keyOf(key))
      },
      publicKeys: async () => (await keys.of(algorithm)).current().map(toPublic),
    }
  }

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth']

const toPublic = ({ kid, alg, jwk }: SigningKey): PublicJwk => ({
  ...Object.fromEntries(Object.entries(jwk).filter(([name]) => !privateMembers.includes(name))),
  kid,
  alg,
  use: 'sig',
})
