import type Provider from 'oidc-provider'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'

interface Named {
  readonly kind: string
  readonly format?: string
  readonly expiration: number
}

type Generate = (this: Named) => string

const day = 24 * 3600

/** For how long the row is kept, at least. A client that polls is told for a day that it is too late. */
const rowSeconds = ({ kind, expiration }: Named): number =>
  kind === 'DeviceCode' || kind === 'BackchannelAuthenticationRequest' ? expiration + day : expiration

/** Opaque codes and tokens say where their row is; the engine's own random id is the secret in them. */
export function nameTokens(provider: Provider, models: Pick<OAuthModels, 'tokenValue'>): void {
  for (const model of [
    provider.AuthorizationCode,
    provider.AccessToken,
    provider.ClientCredentials,
    provider.RefreshToken,
    provider.DeviceCode,
    provider.BackchannelAuthenticationRequest,
  ]) {
    const prototype = model.prototype as unknown as { generateTokenId: Generate }
    const generate = prototype.generateTokenId
    prototype.generateTokenId = function (this: Named) {
      const secret = generate.call(this)
      return this.format === 'jwt' ? secret : models.tokenValue(this.kind, rowSeconds(this), secret)
    }
  }
}
