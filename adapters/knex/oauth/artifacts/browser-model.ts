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

/** In seconds. The bucket is that of the end, so that what is held stays where it lies. */
interface Lifetime {
  readonly expiresIn: number
  readonly lapsesIn: number
}

const day = 24 * 3600 * 1000
/** Stands in the kept return address where the id was. */
const mark = '{id}'

const found = 'bucket in ($1, $2) and hash = $3 and kind = $4 and face = $5 and expires_at > $6'

const findStatement = `select payload from browser_state where ${found} order by expires_at desc limit 1`

// @NOTE Nothing of the engine's lasts longer than its payload says, and that ends on the day of its bucket.
const holdStatement = `update browser_state set expires_at = to_timestamp((bucket + 1) * 86400.0)
  where ${found} returning payload`

/**
 * What belongs to one browser, or waits for one, for a day at most: sealed, since clients name people in what they ask. The
 * id is a secret, so only its hash is kept. What a request changes is kept together when it ends (`keepBrowserChanges`);
 * outside of requests each change is kept at once.
 */
export function browserModel(kind: BrowserKind, tools: Tools): OAuthModel {
  const { face, connection, clock, sighting, sealer, texts } = tools

  const after = (seconds: number) => new Date(clock.now().getTime() + Math.min(seconds * 1000, day))

  const toRow = (id: string, payload: Payload, { expiresIn, lapsesIn }: Lifetime): BrowserRow => {
    const hash = sha256(id)
    const known = withoutId(payload, id)
    const kept = texts.plain ? known : sealJson(known, { sealer, place: browserPlace(kind, hash) })
    const expiresAt = after(Math.min(expiresIn, lapsesIn))
    return { bucket: dayBucket(after(expiresIn)), hash, kind, face, payload: kept, expiresAt }
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
    upsert: (id, payload, expiresIn = 0, lapsesIn = expiresIn) =>
      change(({ put, dropped }) => {
        put.set(id, toRow(id, payload, { expiresIn, lapsesIn }))
        dropped.delete(id)
      }),
    async find(id, { hold } = { hold: false }) {
      const today = dayBucket(clock.now())
      const hash = sha256(id)
      const values = [today, today + 1, hash, kind, face, clock.now()]
      const [row] = hold
        ? (await connection().write<StateRow>(holdStatement, values)).rows
        : await connection().read<StateRow>(findStatement, values)
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
