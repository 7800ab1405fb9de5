import type { Clock } from '../../../server/ports/clock.ts'
import type { Connection } from '../transaction.ts'
import { dayBucket } from '../bucket.ts'
import { emptyModel, type Model, type Payload } from './model.ts'
import { sha256 } from './token-value.ts'

interface Tools {
  readonly face: string
  readonly connection: () => Connection
  readonly clock: Clock
}

interface StateRow {
  readonly payload: Payload
}

const day = 24 * 3600 * 1000
/** Stands in the kept return address where the id was. */
const mark = '{id}'

const putStatement = `insert into browser_state (bucket, hash, kind, face, payload, expires_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (bucket, hash) do update set payload = excluded.payload, expires_at = excluded.expires_at`

const findStatement = `select payload from browser_state
  where bucket in ($1, $2) and hash = $3 and kind = $4 and face = $5 and expires_at > $6
  order by expires_at desc limit 1`

const dropStatement = `delete from browser_state where bucket in ($1, $2) and hash = $3`

/** What belongs to one browser for a day at most. The id is a secret, so only its hash is kept. */
export function browserModel(kind: 'Session' | 'Interaction', { face, connection, clock }: Tools): Model {
  /** It expires today or tomorrow. */
  const places = (id: string) => {
    const today = dayBucket(clock.now())
    return [today, today + 1, sha256(id)]
  }
  return {
    ...emptyModel,
    async upsert(id, payload, expiresIn = 0) {
      const expires = new Date(clock.now().getTime() + Math.min(expiresIn * 1000, day))
      const values = [
        dayBucket(expires),
        sha256(id),
        kind,
        face,
        JSON.stringify(withoutId(payload, id)),
        expires,
      ]
      await connection().write(putStatement, values)
    },
    async find(id) {
      const [row] = await connection().read<StateRow>(findStatement, [...places(id), kind, face, clock.now()])
      return row && withId(row.payload, id)
    },
    async destroy(id) {
      await connection().write(dropStatement, places(id))
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
