import { decodeJwt } from 'jose'
import { type Configuration, errors } from 'oidc-provider'
import type { PartyId } from '../../../server/domain/ids.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { rateLimitFields } from '../../../server/http/limits/rate-limit-fields.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import type { Materials } from '../issuer/materials.ts'
import { askedIn } from './asked-without-browser.ts'

type Backchannel = NonNullable<NonNullable<Configuration['features']>['ciba']>

/** Letters, numbers, punctuation and signs on one line: what a person can read and compare. */
const bindingMessage = /^[\p{L}\p{M}\p{N}\p{P}\p{Sc}\p{Sk}\p{Sm} ]{1,64}$/u

const nothing = async (): Promise<void> => {}

/**
 * Client-Initiated Backchannel Authentication (OpenID CIBA Core), by polling. The question waits among those that the person
 * finds in her consents. Whoever can be a person is taken for one, so that nobody learns who uses this.
 */
export const backchannel = (
  profile: OAuthProfile,
  { asks, clock, models }: Pick<Materials, 'asks' | 'clock'> & { readonly models: OAuthModels },
): Backchannel => ({
  enabled: profile.paths.backchannelAuthentication !== undefined,
  deliveryModes: ['poll'],
  processLoginHint: speaking(async (_ctx, hint) => {
    const person = await asks.identify(hint ?? '')
    if (person === undefined) throw new errors.UnknownUserId('login_hint must be a national identity number')
    return person
  }),
  async processLoginHintToken(_ctx, token) {
    if (isOver(token ?? '', clock.now())) throw new errors.ExpiredLoginHintToken('login_hint_token is over')
    throw new errors.InvalidRequest('login_hint_token is not taken here; name the person by login_hint')
  },
  async validateBindingMessage(_ctx, message) {
    if (message === undefined || (bindingMessage.test(message) && message.trim() !== '')) return
    throw new errors.InvalidBindingMessage('binding_message must be 1 to 64 characters of text on one line')
  },
  validateRequestContext: nothing,
  verifyUserCode: nothing,
  triggerAuthenticationDevice: speaking(async (ctx, request, account) => {
    const expiresAt = new Date(clock.now().getTime() + request.expiration * 1000)
    const asked = askedIn(ctx, profile, expiresAt)
    const id = models.polled.requestIdOf(request.jti)
    await asks.ask({ id, asked, person: account.accountId as PartyId }).catch(error => {
      ctx.set(rateLimitFields(error))
      throw error
    })
  }),
})

/** Whoever made it, what says that it is over is over. */
function isOver(token: string, now: Date): boolean {
  try {
    return (decodeJwt(token).exp ?? Number.POSITIVE_INFINITY) <= now.getTime() / 1000
  } catch {
    return false
  }
}
