import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import Provider, { type ClientMetadata, errors } from 'oidc-provider'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { SigningAlgorithm } from '../../../server/domain/registry/signing-algorithm.ts'
import type { FaceClients } from '../../../server/ports/registry/client-rules.ts'
import { tokenExchange } from '../grants/exchange-grant-type.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { deviceFlow } from '../polled/device.ts'
import type { ClientCertificates } from '../issuer/materials.ts'
import { mutualTls } from '../configuration/certificates.ts'
import { clientRules } from '../configuration/client-rules.ts'
import { toMetadata } from '../configuration/client-metadata.ts'

type Build = new (metadata: ClientMetadata) => unknown

/** Why the engine would refuse a client of such an issuer whenever it comes; `undefined` when it would not. */
export function clientRefusal({
  authentication,
  protocolScopes = {},
  idTokenSigning = ['RS256'],
}: FaceClients): (client: Client) => string | undefined {
  let provider: Provider | undefined
  return client => {
    const clientAuthentication = authentication.filter(one => one !== 'client_secret')
    provider ??= judging({ clientAuthentication, protocolScopes, idTokenSigning })
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

type Issuer = Parameters<typeof clientRules>[0]

/** An engine that answers nobody: it only looks at clients as those of the issuers do. */
const judging = (issuer: Issuer): Provider => {
  const provider = new Provider('https://registration.invalid', {
    ...clientRules(issuer),
    jwks: { keys: issuer.idTokenSigning.map(keyFor) },
    adapter: () => {
      throw new Error('Nothing is kept of clients that are only looked at')
    },
    cookies: { keys: ['unused'] },
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: deviceFlow({ paths: nobodysPaths })!,
      ciba: { enabled: true, deliveryModes: ['poll'] } as object,
      rpInitiatedLogout: { enabled: true },
      requestObjects: { enabled: true },
      mTLS: mutualTls({ knowsFapi: true }, { certificates: nobodys })!,
      jwtResponseModes: { enabled: true },
      devInteractions: { enabled: false },
    },
  })
  provider.registerGrantType(tokenExchange, () => {})
  return provider
}

const nobodysPaths = { deviceAuthorization: '/device_authorization' } as OAuthPaths

/** Nobody shows any here. */
const nobodys: ClientCertificates = {
  origin: '',
  shownIn: () => undefined,
  isTrusted: () => false,
  isOf: () => false,
}

const made = new Map<SigningAlgorithm, object>()

/** It signs nothing, but the engine knows no algorithm that it has no key for. Made once, since RSA takes long. */
function keyFor(alg: SigningAlgorithm): object {
  const known = made.get(alg) ?? { ...privateKeyFor(alg).export({ format: 'jwk' }), alg, use: 'sig' }
  made.set(alg, known)
  return known
}

const privateKeyFor = (alg: SigningAlgorithm): KeyObject =>
  alg === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
