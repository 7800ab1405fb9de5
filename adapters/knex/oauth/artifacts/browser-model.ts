import type { Clock } from '../../../../server/ports/clock.ts'
import type { Connection } from '../../database/transaction.ts'
import type { Sealer } from '../../../../server/ports/sealer.ts'
import { dayBucket } from '../../bucket.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import { browserPlace } from '../../rows/places.ts'
import { openJson, sealJson } from '../../rows/sealed-json.ts'
import {
  type BrowserChanges,
  type BrowserKind,
  type BrowserRow,
  noBrowserChanges,
} from './browser-changes.ts'
import { keepBrowserChanges } from './keep-changes.ts'
import type { OAuthModel, Payload } from '../../../../server/ports/oauth/oauth-models.ts'
import { emptyModel } from './empty-model.ts'
import type { Sighting } from './seen-grants.ts'
import { sha256 } from './token-value.ts'

interface Tools {
  readonly face: string
  readonly connection: () => Connection
  readonly clock: Clock
  readonly sighting: () => Sighting
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly texts: Pick<PrivateTexts, 'plain'>
}

interface StateRow {
  readonly payload: unknown
}

const day = 24 * 3600 * 1000
/** Stands in the kept return address where the id was. */
const mark = '{id}'

const findStatement = `select payload from browser_state
  where bucket in ($1, $2) and hash = $3 and kind = $4 and face = $5 and expires_at > $6
  order by expires_at desc limit 1`

/**
 * What belongs to one browser, or waits for one, for a day at most: sealed, since clients name people in what they ask. The
 * id is a secret, so only its hash is kept. What a request changes is kept together when it ends (`keepBrowserChanges`);
 * outside of requests each change is kept at once.
 */
export function browserModel(kind: BrowserKind, tools: Tools): OAuthModel {
  const { face, connection, clock, sighting, sealer, texts } = tools

  const toRow = (id: string, payload: Payload, expiresIn: number): BrowserRow => {
    const expiresAt = new Date(clock.now().getTime() + Math.min(expiresIn * 1000, day))
    const hash = sha256(id)
    const known = withoutId(payload, id)
    const kept = texts.plain ? known : sealJson(known, { sealer, place: browserPlace(kind, hash) })
    return { bucket: dayBucket(expiresAt), hash, kind, face, payload: kept, expiresAt }
  }

  const change = async (apply: (changes: BrowserChanges) => void): Promise<void> => {
    const { browser } = sighting()
    const changes = browser ?? noBrowserChanges()
    apply(changes)
    if (!browser) await keepBrowserChanges(changes, tools)
  }

  const drop = (id: string): Promise<void> =>
    change(({ put, dropped }) => {
      put.delete(id)
      dropped.set(id, kind)
    })

  return {
    ...emptyModel,
    upsert: (id, payload, expiresIn = 0) =>
      change(({ put, dropped }) => {
        put.set(id, toRow(id, payload, expiresIn))
        dropped.delete(id)
      }),
    async find(id) {
      const today = dayBucket(clock.now())
      const hash = sha256(id)
      const values = [today, today + 1, hash, kind, face, clock.now()]
      const [row] = await connection().read<StateRow>(findStatement, values)
      return row && withId(openJson(row.payload, { sealer, place: browserPlace(kind, hash) }) as Payload, id)
    },
    consume: drop,
    async destroy(id) {
      await drop(id)
      return true
    },
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
