import type { Clock } from '../../../../server/ports/clock.ts'
import type { Connection } from '../../database/transaction.ts'
import { dayBucket } from '../../bucket.ts'
import { type BrowserChanges, type BrowserRow, keepBrowserChanges } from './browser-changes.ts'
import type { OAuthModel, Payload } from '../../../../server/ports/oauth/oauth-models.ts'
import { emptyModel } from './empty-model.ts'
import type { Sighting } from './seen-grants.ts'
import { sha256 } from './token-value.ts'

interface Tools {
  readonly face: string
  readonly connection: () => Connection
  readonly clock: Clock
  readonly sighting: () => Sighting
}

interface StateRow {
  readonly payload: Payload
}

const day = 24 * 3600 * 1000
/** Stands in the kept return address where the id was. */
const mark = '{id}'

const findStatement = `select payload from browser_state
  where bucket in ($1, $2) and hash = $3 and kind = $4 and face = $5 and expires_at > $6
  order by expires_at desc limit 1`

/**
 * What belongs to one browser for a day at most. The id is a secret, so only its hash is kept. What a request changes is
 * kept together when it ends (`keepBrowserChanges`); outside of requests each change is kept at once.
 */
export function browserModel(kind: 'Session' | 'Interaction', tools: Tools): OAuthModel {
  const { face, connection, clock, sighting } = tools

  const toRow = (id: string, payload: Payload, expiresIn: number): BrowserRow => {
    const expiresAt = new Date(clock.now().getTime() + Math.min(expiresIn * 1000, day))
    const kept = withoutId(payload, id)
    return { bucket: dayBucket(expiresAt), hash: sha256(id), kind, face, payload: kept, expiresAt }
  }

  const change = async (apply: (changes: BrowserChanges) => void): Promise<void> => {
    const { browser } = sighting()
    const changes: BrowserChanges = browser ?? { put: new Map(), dropped: new Map() }
    apply(changes)
    if (!browser) await keepBrowserChanges(changes, tools)
  }

  return {
    ...emptyModel,
    upsert: (id, payload, expiresIn = 0) =>
      change(({ put, dropped }) => {
        put.set(id, toRow(id, payload, expiresIn))
        dropped.delete(id)
      }),
    async find(id) {
      const today = dayBucket(clock.now())
      const values = [today, today + 1, sha256(id), kind, face, clock.now()]
      const [row] = await connection().read<StateRow>(findStatement, values)
      return row && withId(row.payload, id)
    },
    destroy: id =>
      change(({ put, dropped }) => {
        put.delete(id)
        dropped.set(id, kind)
      }),
  }
}

const withoutId = ({ jti: _jti, ...payload }: Payload, id: string): Payload =>
  typeof payload.returnTo === 'string'
    ? { ...payload, returnTo: payload.returnTo.replaceAll(id, mark) }
    : payload

const withId = (payload: Payload, id: string): Payload => ({
  ...payload,
  ...(typeof payload.returnTo === 'string' && { returnTo: payload.returnTo.replaceAll(mark, id) }),
  jti: id,
})
