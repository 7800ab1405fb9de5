import { generateKeyPairSync } from 'node:crypto'
import Provider, { type ClientMetadata, errors } from 'oidc-provider'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { FaceClients } from '../../../server/ports/registry/client-rules.ts'
import { clientRules } from '../configuration/client-rules.ts'
import { toMetadata } from '../configuration/client-metadata.ts'

type Build = new (metadata: ClientMetadata) => unknown

/** Why the engine would refuse a client of such an issuer whenever it comes; `undefined` when it would not. */
export function clientRefusal({
  authentication,
  protocolScopes = {},
}: FaceClients): (client: Client) => string | undefined {
  let provider: Provider | undefined
  return client => {
    provider ??= judging({ clientAuthentication: authentication, protocolScopes, signing })
    try {
      ;new (provider.Client as unknown as Build)(toMetadata(client))
      return undefined
    } catch (error) {
      if (!(error instanceof errors.OIDCProviderError)) throw error
      const { error_description, error_detail = '' } = error
      return [error_description, error_detail].filter(Boolean).join(': ')
    }
  }
}

/** It signs nothing. */
const signing = 'ES256'

/** An engine that answers nobody: it only looks at clients as those of the issuers do. */
function judging(issuer: Parameters<typeof clientRules>[0]): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return new Provider('https://registration.invalid', {
    ...clientRules(issuer),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: signing, use: 'sig' } as object] },
    adapter: () => {
      throw new Error('Nothing is kept of clients that are only looked at')
    },
    cookies: { keys: ['unused'] },
    features: {
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      devInteractions: { enabled: false },
    },
  })
}
