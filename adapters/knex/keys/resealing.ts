import type { Clock } from '../../../server/ports/clock.ts'
import type { Resealing } from '../../../server/ports/keys/master-keys.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import { type Kind, kinds, type ResealTools } from './kinds/index.ts'
import { finish, moveOn, type Progress, unfinished } from './resealing-statements.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'>, ResealTools {
  readonly clock: Clock
  /** After so many seconds every process has learned what is in use; no kind is finished before. */
  readonly settleSeconds: number
}

/** Any number, as long as nobody else in the same database uses it. */
const lockNumber = 7_269_271

const limit = 200

/**
 * One batch of one kind a time, in a transaction that holds its rows for some milliseconds. How far it has come is kept, so
 * that any process goes on with it. A kind is finished when a whole round has left nothing.
 */
export function knexResealing(materials: Materials): Resealing {
  const { connection, transaction, clock, settleSeconds } = materials

  const endOfRound = async (on: Connection, kind: Kind, { started_at: began }: Progress): Promise<void> => {
    const settled = clock.now().getTime() - began.getTime() >= settleSeconds * 1000
    if (settled && (await kind.left(on, materials)).open === 0) await finish(on, kind.name, clock.now())
    else await moveOn(on, kind.name, null)
  }

  const batch = async (on: Connection, kind: Kind, progress: Progress): Promise<boolean> => {
    const last = await kind.reseal(on, { after: progress.position, limit }, materials)
    if (last !== undefined) await moveOn(on, kind.name, last)
    else await endOfRound(on, kind, progress)
    return last !== undefined
  }

  return {
    async work() {
      if ((await unfinished(connection(), clock.now())).length === 0) return false
      return transaction(async on => {
        const { rows } = await on.write<{ taken: boolean }>(
          'select pg_try_advisory_xact_lock($1::bigint) as taken',
          [lockNumber],
        )
        if (!rows[0]?.taken) return false
        const progress = new Map((await unfinished(on, clock.now())).map(one => [one.kind, one]))
        for (const kind of kinds) {
          const known = progress.get(kind.name)
          if (known && (await batch(on, kind, known))) return true
        }
        return false
      })
    },

    async left() {
      const counts: [string, number][] = []
      for (const kind of kinds) counts.push([kind.name, (await kind.left(connection(), materials)).all])
      return Object.fromEntries(counts)
    },
  }
}
