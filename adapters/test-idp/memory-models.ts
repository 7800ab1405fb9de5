import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Row {
  readonly payload: AdapterPayload
  readonly until: number
}

/** Old rows go first; nobody needs a login form that many others were opened after. */
const mostRows = 2000

/** Storage of the test identity provider: in memory, bounded, gone at a restart. */
export function memoryModels(now: () => Date): (model: string) => Adapter {
  const rows = new Map<string, Row>()

  const living = (key: string) => {
    const row = rows.get(key)
    return row && now().getTime() < row.until ? row.payload : undefined
  }
  const keep = (key: string, row: Row) => {
    rows.delete(key)
    rows.set(key, row)
    if (rows.size > mostRows) rows.delete(rows.keys().next().value as string)
  }
  const search = (wanted: (payload: AdapterPayload) => boolean) =>
    [...rows.values()].map(row => row.payload).find(wanted)

  return model => ({
    upsert: async (id, payload, seconds = 3600) =>
      keep(`${model}:${id}`, { payload, until: now().getTime() + seconds * 1000 }),
    find: async id => living(`${model}:${id}`),
    findByUid: async uid => search(payload => payload.uid === uid),
    findByUserCode: async () => undefined,
    consume: async id => {
      const payload = living(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(now().getTime() / 1000)
    },
    destroy: async id => {
      rows.delete(`${model}:${id}`)
    },
    revokeByGrantId: async grantId => {
      for (const [key, { payload }] of rows) if (payload.grantId === grantId) rows.delete(key)
    },
  })
}
