import Provider from 'oidc-provider'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { Materials } from '../issuer/materials.ts'
import { speaking } from '../errors/to-oauth-error.ts'

/** Client assertions are taken once by one conditional statement, in place of the engine's look and write. */
export function takeAssertionsOnce(
  provider: Provider,
  models: Pick<OAuthModels, 'takeOnce'>,
  { metrics }: Pick<Materials, 'metrics'>,
): void {
  const unique = speaking(async (owner: string, id: string, until: number) => {
    const taken = await models.takeOnce(owner, id, until)
    if (!taken) metrics.replayDetected('assertion')
    return taken
  })
  Object.assign(provider.ReplayDetection, { unique })
}

type Code = InstanceType<Provider['AuthorizationCode']>

/** A code that another client presents is burnt: it leaked. */
export function burnForeignCodes(provider: Provider): void {
  const { AuthorizationCode } = provider
  const find = AuthorizationCode.find.bind(AuthorizationCode)
  Object.assign(AuthorizationCode, {
    async find(...given: Parameters<typeof find>) {
      const code = (await find(...given)) as Code | undefined
      const presenter = Provider.ctx?.oidc?.client?.clientId
      if (code && presenter !== undefined && presenter !== code.clientId) await code.consume()
      return code
    },
  })
}
