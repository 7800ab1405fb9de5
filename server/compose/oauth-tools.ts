import { accessTokenVerifier } from '../../adapters/jose/access-token-verifier.ts'
import { assertions } from '../../adapters/jose/assertions.ts'
import { jwtTokenInspector } from '../../adapters/jose/jwt-token-inspector.ts'
import { proofs } from '../../adapters/jose/proofs/proofs.ts'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import { statusListSigner } from '../../adapters/jose/status-list-signer.ts'
import { tokenSigner } from '../../adapters/jose/token-signer.ts'
import { knexTokenInspector } from '../../adapters/knex/oauth/token-inspector.ts'
import type { ClientCertificates } from '../../adapters/oidc/issuer/materials.ts'
import { pendingAuthorizations } from '../../adapters/oidc/pending-authorization.ts'
import { polledAuthorizations } from '../../adapters/oidc/polled/polled-authorizations.ts'
import { businessCertificates } from '../../adapters/x509/business-certificates.ts'
import { type Config, isForTrying } from '../config/config.ts'
import type { OAuthTools } from '../faces/tools/oauth-tools.ts'
import type { VerifiedToken } from '../ports/oauth/access-token-verifier.ts'
import type { Directory } from './faces.ts'
import { nonceKey } from './nonce-key.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'environment'>
  readonly stores: Stores
  readonly keys: SigningKeys
  readonly directory: Directory
  readonly certificates: Pick<ClientCertificates, 'origin'> | undefined
}

export function oauthTools({ config, stores, keys, directory, certificates }: Parts): OAuthTools {
  const { clients, clock, units, consents, replays, secrets } = stores
  const signer = tokenSigner(keys)
  const ownIssuers = () =>
    [...directory.tokenIssuers].map(issuer => ({
      issuer,
      keys: { read: signer('RS256').publicKeys },
      counts: async ({ client_id: id }: VerifiedToken['claims']) =>
        typeof id === 'string' && (await clients.find(id)) !== undefined,
    }))
  return {
    tokens: jwtTokenInspector({
      keys,
      issuerOf: face => directory.profiles.get(face),
      consents,
      clock,
      opaque: knexTokenInspector({ ...units, clock, values: stores.tokenValues, texts: stores.texts }),
    }),
    signer,
    tokenStatuses: stores.tokenStatuses,
    statusListSigner: statusListSigner({ signer: signer('ES256'), clock }),
    trustIssuers: (listed, { own, audiences }) =>
      accessTokenVerifier(
        { listed, own: () => (own ? ownIssuers() : []) },
        { clock, audiences, allowLoopback: isForTrying(config) },
      ),
    pending: pendingAuthorizations(directory.issuers),
    polled: polledAuthorizations(directory.issuers),
    assertions,
    replays,
    proofs: proofs({ clock, replays, nonceKey: () => nonceKey(stores) }),
    certificateOrigin: certificates?.origin,
    secrets,
    openBusinessCertificates: businessCertificates(stores),
  }
}
