import type { Adapter } from 'oidc-provider'
import type { OAuthModel, OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import { isHolding } from './holding.ts'
import { keptPolled } from '../polled/kept-polled.ts'
import { pushedRequests } from '../tokens/pushed-requests.ts'
import { isRevocable, revokedTokens } from '../tokens/revoked-tokens.ts'
import type { Materials } from './materials.ts'

interface Parts {
  readonly profile: Pick<OAuthProfile, 'face' | 'lifetimes'>
  readonly materials: Pick<Materials, 'audit'>
}

/** The engine's view of our storage. */
export const adapterOver =
  (models: OAuthModels, parts: Parts) =>
  (name: string): Adapter => {
    const model = asEngineNeeds(name, models, parts)
    return {
      upsert: speaking((id, payload, expiresIn) => model.upsert(id, { ...payload }, expiresIn)),
      find: speaking(id => model.find(id, { hold: isHolding() })),
      findByUserCode: speaking(code => model.findByUserCode(code)),
      findByUid: speaking(uid => model.findByUid(uid)),
      consume: speaking(id => model.consume(id)),
      destroy: speaking(async id => {
        await model.destroy(id)
      }),
      // Families end through the grant's epoch alone, which `revokeGrantPolicy` decides.
      revokeByGrantId: async () => {},
    }
  }

function asEngineNeeds(name: string, models: OAuthModels, { profile, materials }: Parts): OAuthModel {
  const model = models.model(name)
  if (name === 'Interaction') return waiting(model, profile.lifetimes)
  if (name === 'Session') return withCode(model, models)
  if (isRevocable(name)) return revokedTokens(name, model, { ...materials, face: profile.face })
  if (name === 'DeviceCode' || name === 'BackchannelAuthenticationRequest') return keptPolled(model)
  return name === 'PushedAuthorizationRequest' ? pushedRequests(model, profile) : model
}

/**
 * Each step of a flow begins without the engine's session, so an interaction is not bound to one either. One that nobody logs
 * in for is soon forgotten.
 */
const waiting = (model: OAuthModel, { interaction }: OAuthProfile['lifetimes']): OAuthModel => ({
  ...model,
  upsert: (id, { session: _session, ...payload }, expiresIn) =>
    model.upsert(id, payload, expiresIn, interaction),
})

/** The engine makes the code first and saves its session last: what is wrong with the code is answered as any refusal. */
const withCode = (model: OAuthModel, { keepTokens }: Pick<OAuthModels, 'keepTokens'>): OAuthModel => ({
  ...model,
  async upsert(id, payload, expiresIn) {
    await model.upsert(id, payload, expiresIn)
    await keepTokens()
  },
})
