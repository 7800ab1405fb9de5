import Provider, { errors } from 'oidc-provider'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import { slowDown } from '../polled/slow-down.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import type { HouseProvider } from '../issuer/house-provider.ts'

type Kept = Pick<OAuthModels, 'keepTokens' | 'spend' | 'polled'>

/**
 * What a token request spends and issues is kept once all of it is made, and the database says then whether it was the first
 * to come, also when something else is refused. A refusal keeps what was spent, a failure nothing.
 */
export function keepTokens(provider: HouseProvider, models: Kept): void {
  provider.grantWithin(
    speaking(async grant => {
      await grant().catch(async error => {
        if (isRefusal(error)) await models.spend()
        throw await slowDown(error, Provider.ctx!, models)
      })
      await models.keepTokens()
    }),
  )
}

const isRefusal = (error: unknown): boolean =>
  error instanceof errors.OIDCProviderError && error.statusCode < 500
