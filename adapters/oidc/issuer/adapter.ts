import type { Adapter } from 'oidc-provider'
import type { OAuthModel, OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import { speaking } from '../errors/to-oauth-error.ts'

/** The engine's view of our storage. */
export const adapterOver =
  (models: OAuthModels) =>
  (name: string): Adapter => {
    const model = name === 'Interaction' ? sessionless(models.model(name)) : models.model(name)
    return {
      upsert: speaking((id, payload, expiresIn) => model.upsert(id, { ...payload }, expiresIn)),
      find: speaking(id => model.find(id)),
      findByUserCode: speaking(code => model.findByUserCode(code)),
      findByUid: speaking(uid => model.findByUid(uid)),
      consume: speaking(id => model.consume(id)),
      destroy: speaking(id => model.destroy(id)),
      // Families end through the grant's epoch alone, which `revokeGrantPolicy` decides.
      revokeByGrantId: async () => {},
    }
  }

/** Each step of a flow begins without the engine's session, so an interaction is not bound to one either. */
const sessionless = (model: OAuthModel): OAuthModel => ({
  ...model,
  upsert: (id, { session: _session, ...payload }, expiresIn) => model.upsert(id, payload, expiresIn),
})
