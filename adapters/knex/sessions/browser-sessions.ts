import { hash } from 'node:crypto'
import type { PartyId } from '../../../server/domain/ids.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { LoginElsewhere } from '../../../server/ports/sessions/login-session-store.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { dayBucket } from '../bucket.ts'
import { browserPlace } from '../rows/places.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

export interface BrowserSessionMaterials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'secret'>
  /** Seconds without activity after which a session is over. */
  readonly idleSeconds?: number
  /** Seconds after which a session is over whatever happens. */
  readonly longestSeconds?: number
}

interface Ends {
  readonly idle: Date
  readonly latest: Date
}

/** By what else than its cookie a session is found. */
export interface SessionOf {
  readonly elsewhere?: LoginElsewhere | undefined
  readonly party?: PartyId | undefined
}

interface Found {
  readonly id: string
  readonly content: string
  readonly ends: Ends
}

/** What a session holds, as text, by the SHA-256 of the cookie's value. */
export interface BrowserSessions {
  start(content: string, of?: SessionOf): Promise<string>
  find(cookieValue: string): Promise<Omit<Found, 'id'> | undefined>
  /** Those of a party that still count. To list them is no activity. */
  ofParty(party: PartyId): Promise<readonly Found[]>
  /** Ends that session of the party, or every one. Gives how many there were. */
  endOfParty(party: PartyId, id?: string): Promise<number>
  end(cookieValue: string): Promise<boolean>
  endElsewhere(login: LoginElsewhere): Promise<boolean>
}

/** The end of a session is moved when it would move by more than this, so that not every page writes. */
const coarseness = 60_000

/** Sessions of one kind, sealed, at the pages of one face. */
export function browserSessions(
  {
    connection,
    sealer,
    clock,
    ids,
    idleSeconds = 30 * 60,
    longestSeconds = 8 * 60 * 60,
  }: BrowserSessionMaterials,
  { kind, face }: { readonly kind: string; readonly face: string },
): BrowserSessions {
  const endAfter = (now: Date, latest: Date): Date =>
    new Date(Math.min(now.getTime() + idleSeconds * 1000, latest.getTime()))

  /** Gives the end of the session, which it may have moved. */
  const seenNow = async ({ bucket, key }: Key, now: Date, row: SessionRow): Promise<Date> => {
    const end = endAfter(now, new Date(row.payload.latest))
    if (end.getTime() - row.expires_at.getTime() < coarseness) return row.expires_at
    await connection().write(
      'update browser_state set expires_at = $3 where bucket = $1 and hash = $2 and kind = $4',
      [bucket, key, end, kind],
    )
    return end
  }

  /** A session sealed under a key that was taken away is over. */
  const opened = ({ payload }: SessionRow, { key }: Key, idle: Date) => {
    const sealed = { keyId: payload.keyId, ciphertext: Buffer.from(payload.sealed, 'base64') }
    try {
      const content = sealer.open(sealed, browserPlace(kind, key))
      return { content, ends: { idle, latest: new Date(payload.latest) } }
    } catch {
      return undefined
    }
  }

  return {
    async start(content, { elsewhere, party } = {}) {
      const now = clock.now()
      const latest = new Date(now.getTime() + longestSeconds * 1000)
      const bucket = dayBucket(latest)
      const cookieValue = `${bucket.toString(36)}_${ids.secret(32)}`
      const { key } = keyOf(cookieValue, bucket)
      const sealed = sealer.seal(content, browserPlace(kind, key))
      const payload = {
        latest: latest.toISOString(),
        keyId: sealed.keyId,
        sealed: Buffer.from(sealed.ciphertext).toString('base64'),
      }
      await connection().write(
        `insert into browser_state (bucket, hash, kind, face, payload, expires_at, uid_hash, subject_hash, party_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          bucket,
          key,
          kind,
          face,
          JSON.stringify(payload),
          endAfter(now, latest),
          hashOf(elsewhere?.session),
          hashOf(elsewhere?.subject),
          party,
        ],
      )
      return cookieValue
    },

    async find(cookieValue) {
      const now = clock.now()
      const key = parse(cookieValue)
      if (!key) return undefined
      const [row] = await connection().read<SessionRow>(
        `select payload, expires_at from browser_state
         where bucket = $1 and hash = $2 and kind = $3 and $4::timestamptz < expires_at`,
        [key.bucket, key.key, kind, now],
      )
      if (!row) return undefined
      return opened(row, key, await seenNow(key, now, row))
    },

    async ofParty(party) {
      const rows = await connection().read<FoundRow>(
        `select bucket, hash, payload, expires_at from browser_state
         where party_id = $1 and kind = $2 and $3::timestamptz < expires_at`,
        [party, kind, clock.now()],
      )
      return rows.flatMap(row => {
        const found = opened(row, { bucket: row.bucket, key: row.hash }, row.expires_at)
        return found ? [{ ...found, id: row.hash.toString('hex') }] : []
      })
    },

    async endOfParty(party, id) {
      const { count } = await connection().write(
        `delete from browser_state where party_id = $1 and kind = $2 and ($3::text is null or encode(hash, 'hex') = $3)`,
        [party, kind, id],
      )
      return count
    },

    async end(cookieValue) {
      const key = parse(cookieValue)
      if (!key) return false
      const { count } = await connection().write(
        'delete from browser_state where bucket = $1 and hash = $2 and kind = $3',
        [key.bucket, key.key, kind],
      )
      return count > 0
    },

    async endElsewhere({ subject, session }) {
      const [column, named] = session === undefined ? ['subject_hash', subject] : ['uid_hash', session]
      if (named === undefined) return false
      const earliest = dayBucket(clock.now())
      const { count } = await connection().write(
        `delete from browser_state where bucket >= $1 and kind = $2 and ${column} = $3
           and ($4::bytea is null or subject_hash = $4)`,
        [earliest, kind, hashOf(named), hashOf(subject)],
      )
      return count > 0
    },
  }
}

const hashOf = (name: string | undefined): Buffer | undefined =>
  name === undefined ? undefined : hash('sha256', name, 'buffer')

interface SessionRow {
  readonly payload: { readonly latest: string; readonly keyId: string; readonly sealed: string }
  readonly expires_at: Date
}

interface FoundRow extends SessionRow {
  readonly bucket: number
  readonly hash: Buffer
}

interface Key {
  readonly bucket: number
  readonly key: Buffer
}

const keyOf = (cookieValue: string, bucket: number): Key => ({
  bucket,
  key: hash('sha256', cookieValue, 'buffer'),
})

/** The bucket is a hint from outside: a wrong one finds nothing. */
function parse(cookieValue: string): Key | undefined {
  const [, bucket] = /^([0-9a-z]{1,5})_[\w-]{43}$/.exec(cookieValue) ?? []
  return bucket === undefined ? undefined : keyOf(cookieValue, Number.parseInt(bucket, 36))
}
