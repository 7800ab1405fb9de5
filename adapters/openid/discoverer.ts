import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  PrivateKeyJwt,
} from 'openid-client'
import { boundedFetch } from '../outbound/bounded-fetch.ts'
import type { OpenidProvider } from './provider.ts'

const timeoutSeconds = 5

/** Reads the provider's metadata at the first call and keeps it; a failure is tried again at the next call. */
export function discoverer(provider: OpenidProvider): () => Promise<Configuration> {
  let found: Promise<Configuration> | undefined
  return () => {
    found ??= discover(provider).catch(error => {
      found = undefined
      throw error
    })
    return found
  }
}

const discover = async (provider: OpenidProvider): Promise<Configuration> =>
  discovery(new URL(provider.issuer), provider.clientId, {}, await authentication(provider), {
    timeout: timeoutSeconds,
    [customFetch]: boundedFetch as CustomFetch,
    // Signatures of ID tokens are checked although they come straight from the provider.
    execute: [enableNonRepudiationChecks, ...(provider.allowHttp ? [allowInsecureRequests] : [])],
  })

async function authentication({ clientSecret, clientJwk }: OpenidProvider): Promise<ClientAuth> {
  if (!clientJwk) return ClientSecretBasic(clientSecret)
  const key = await crypto.subtle.importKey('jwk', clientJwk as JsonWebKey, algorithm(clientJwk), false, [
    'sign',
  ])
  return PrivateKeyJwt(typeof clientJwk.kid === 'string' ? { key, kid: clientJwk.kid } : key)
}

const algorithm = ({ kty, crv }: Readonly<Record<string, unknown>>) =>
  kty === 'EC' ? { name: 'ECDSA', namedCurve: String(crv) } : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
