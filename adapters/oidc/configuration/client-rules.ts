import type { AsymmetricSigningAlgorithm as SigningAlgorithm, Configuration } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { proofAlgorithms } from './proofs.ts'

type Issuer = Pick<OAuthProfile, 'clientAuthentication' | 'protocolScopes' | 'idTokenSigning'>

/** What a client's own key may sign its assertions with. */
export const keyAlgorithms = ['ES256', 'PS256', 'RS256', 'EdDSA', 'Ed25519'] as const

/** All that decides whether a client is good, without keys and storage. */
export const clientRules = ({ clientAuthentication, protocolScopes, idTokenSigning }: Issuer) =>
  ({
    scopes: Object.keys(protocolScopes),
    responseTypes: ['code'],
    acrValues: ['low', 'substantial', 'high'],
    clientAuthMethods: [...clientAuthentication],
    enabledJWA: {
      dPoPSigningAlgValues: [...proofAlgorithms] as SigningAlgorithm[],
      clientAuthSigningAlgValues: [...keyAlgorithms],
      idTokenSigningAlgValues: [...idTokenSigning],
      requestObjectSigningAlgValues: [...keyAlgorithms],
      authorizationSigningAlgValues: [...idTokenSigning],
    },
    clientDefaults: {
      id_token_signed_response_alg: idTokenSigning[0],
      authorization_signed_response_alg: idTokenSigning[0],
    },
  }) satisfies Configuration
