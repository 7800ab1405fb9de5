import type { OAuthModel } from '../../../../server/ports/oauth/oauth-models.ts'

const nothing = async () => undefined

/** Keeps nothing and finds nothing. */
export const emptyModel: OAuthModel = {
  upsert: nothing,
  find: nothing,
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: async () => false,
  revokeByGrantId: nothing,
}
