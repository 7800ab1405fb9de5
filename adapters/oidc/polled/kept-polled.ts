import type { OAuthModel } from '../../../server/ports/oauth/oauth-models.ts'
import { keptParameters } from './asked-without-browser.ts'

/** What clients poll with. A refusal is not spent: the client may hear it as often as it asks. */
export const keptPolled = (model: OAuthModel): OAuthModel => ({
  ...model,
  upsert: (id, { params, ...payload }, expiresIn) =>
    model.upsert(id, { ...payload, params: keptParameters(params as Record<string, unknown>) }, expiresIn),
  async consume(id) {
    const found = await model.find(id)
    if (found?.error === undefined) await model.consume(id)
  },
})
