/** One of the OAuth engine's models, as it wants it stored. */
export interface Model {
  upsert(id: string, payload: Payload, expiresIn?: number): Promise<void>
  find(id: string): Promise<Payload | undefined>
  findByUserCode(userCode: string): Promise<undefined>
  findByUid(uid: string): Promise<undefined>
  consume(id: string): Promise<void>
  destroy(id: string): Promise<void>
  revokeByGrantId(grantId: string): Promise<void>
}

export type Payload = Record<string, unknown>

const nothing = async () => undefined

/** Keeps nothing and finds nothing. */
export const emptyModel: Model = {
  upsert: nothing,
  find: nothing,
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
}
