import Provider, { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { Materials } from '../issuer/materials.ts'
import { speaking } from '../errors/to-oauth-error.ts'

/**
 * Client assertions and proofs of possession are taken once by one conditional statement, in place of the engine's look and
 * write.
 */
export function takeOnce(
  provider: Provider,
  models: Pick<OAuthModels, 'takeOnce'>,
  { metrics }: Pick<Materials, 'metrics'>,
): void {
  const unique = speaking(async (owner: string, id: string, until: number) => {
    const kind = kindIn(Provider.ctx)
    if (await models.takeOnce(kind === 'proof' ? `proofs of ${owner}` : owner, id, until)) return true
    metrics.replayDetected(kind)
    if (kind === 'proof') throw new errors.InvalidDpopProof('The proof was used before')
    return false
  })
  Object.assign(provider.ReplayDetection, { unique })
}

const authenticated = new WeakSet<object>()

/** The engine asks the same way for both: an assertion is looked at first, once a request, and then the proof. */
function kindIn(ctx: KoaContextWithOIDC | undefined): 'assertion' | 'proof' {
  if (!ctx?.oidc?.params?.client_assertion || authenticated.has(ctx)) return 'proof'
  authenticated.add(ctx)
  return 'assertion'
}

type Code = InstanceType<Provider['AuthorizationCode']>

/** A code that another client presents is burnt: it leaked. */
export function burnForeignCodes(provider: Provider, models: Pick<OAuthModels, 'spend'>): void {
  const spend = speaking(models.spend)
  const { AuthorizationCode } = provider
  const find = AuthorizationCode.find.bind(AuthorizationCode)
  Object.assign(AuthorizationCode, {
    async find(...given: Parameters<typeof find>) {
      const code = (await find(...given)) as Code | undefined
      const presenter = Provider.ctx?.oidc?.client?.clientId
      if (code && presenter !== undefined && presenter !== code.clientId) {
        await code.consume()
        await spend()
      }
      return code
    },
  })
}
