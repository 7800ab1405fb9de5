import { importJWK, SignJWT } from 'jose'
import type { SigningAlgorithm } from '../../server/domain/registry/signing-algorithm.ts'
import type { SigningKey } from '../../server/ports/oauth/signing-key-store.ts'
import type { TokenSigner } from '../../server/ports/oauth/token-signer.ts'
import { publicJwk } from './public-jwk.ts'
import { signingKey, type SigningKeys } from './signing-keys.ts'

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
      keysMaxAge: async () => (await keys.of(algorithm)).mayBeKept(),
      async sign(claims, typ) {
        const key = await signingKey(keys, algorithm)
        return new SignJWT({ ...claims })
          .setProtectedHeader({ alg: key.alg, kid: key.kid, ...(typ !== undefined && { typ }) })
          .sign(await keyOf(key))
      },
      publicKeys: async () => (await keys.of(algorithm)).current().map(publicJwk),
    }
  }
