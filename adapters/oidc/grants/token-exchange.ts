import { errors } from 'oidc-provider'
import {
  buildTokenResponse,
  checkDpopReplay,
  checkDpopRequired,
  checkMtlsCert,
  validateDpop,
} from 'oidc-provider/lib/helpers/grants.js'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { ExchangedToken } from '../../../server/ports/oauth/token-exchange.ts'
import { clientOf } from '../clients/clients.ts'
import { resources } from '../configuration/resources.ts'
import { traceId } from '../errors/answer.ts'
import type { HouseProvider } from '../issuer/house-provider.ts'
import type { Materials } from '../issuer/materials.ts'
import { accessTokenType, type ExchangeContext, parameterNames, readExchange } from './exchange-parameters.ts'
import { tokenExchange } from './exchange-grant-type.ts'
import { asRefusal } from './exchange-refusal.ts'

interface Parts {
  readonly profile: OAuthProfile
  readonly materials: Pick<Materials, 'exchange' | 'clock'>
  readonly models: Pick<OAuthModels, 'holdGrant' | 'nameOf'>
}

/**
 * RFC 8693: an access token under a consent for a narrower one of a processor's own, which names it in `act`. It is bound to the
 * processor's own key, and must be where the old one was bound.
 */
export function exchangeTokens(provider: HouseProvider, parts: Parts): void {
  const { getResourceServerInfo } = resources(parts.profile)

  const issue = async (ctx: ExchangeContext, given: ExchangedToken, subjectToken: string): Promise<void> => {
    const { client, params } = ctx.oidc
    const { grantId, audience, actors } = given
    const scope = given.scopes.join(' ') || undefined
    const rar = given.details.length > 0 ? given.details : undefined
    Object.assign(params, { scope, resource: audience })
    ctx.state.subject = { rar }
    const token = new provider.AccessToken({ client, accountId: given.party, grantId, gty: 'token-exchange' })
    token.resourceServer = new provider.ResourceServer(
      audience,
      await getResourceServerInfo(ctx, audience, client),
    )
    if (rar) await provider.Grant.find(grantId)
    Object.assign(token, { scope, rar })
    Object.assign(token, { expiresIn: lifetime(token.expiration, given, parts.materials) })
    await bind(ctx, token, given)
    parts.models.holdGrant(grantId, given)
    const own = parts.models.nameOf(subjectToken)
    ctx.state.exchange = { actors, forebears: [...given.forebears, ...(own === undefined ? [] : [own])] }
    ctx.oidc.entity('AccessToken', token)
    ctx.body = buildTokenResponse(provider, {
      accessToken: await token.save(),
      issuedTokenType: accessTokenType,
      tokenType: token.tokenType,
      expiresIn: token.expiration,
      scope,
      authorizationDetails: rar,
    })
  }

  const bind = async (
    ctx: ExchangeContext,
    token: InstanceType<HouseProvider['AccessToken']>,
    { isBound }: Pick<ExchangedToken, 'isBound'>,
  ): Promise<void> => {
    const [proof, certificate] = [await validateDpop(provider, ctx), checkMtlsCert(provider, ctx)]
    checkDpopRequired(provider, ctx, proof)
    if (isBound && !proof && !certificate) {
      throw new errors.InvalidRequest('The subject token is bound to a key, and the new one must be, too')
    }
    await checkDpopReplay(provider, ctx, proof, ctx.oidc.client.clientId)
    if (certificate) token.setThumbprint('x5t', certificate)
    if (proof) token.setThumbprint('jkt', proof.thumbprint)
  }

  provider.registerGrantType(
    tokenExchange,
    async (ctx: ExchangeContext) => {
      const asked = readExchange(ctx)
      await validateDpop(provider, ctx)
      const by = clientOf(ctx.oidc.client)
      const command = { ...asked, by, traceId: traceId(ctx) }
      await parts.materials
        .exchange({ ...command, issue: given => issue(ctx, given, asked.subjectToken) })
        .catch(error => {
          throw asRefusal(error)
        })
    },
    parameterNames,
    ['resource'],
  )
}

/** Seconds, at most until the old one ends. */
function lifetime(
  usual: number,
  { endsAt }: Pick<ExchangedToken, 'endsAt'>,
  { clock }: Pick<Materials, 'clock'>,
): number {
  const left = Math.floor((endsAt.getTime() - clock.now().getTime()) / 1000)
  if (left < 1) throw new errors.InvalidRequest('The subject token ends this second')
  return Math.min(usual, left)
}
