import type { Clock } from '../../../server/ports/clock.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { KeyWrapper } from '../../../server/ports/keys/key-wrapper.ts'
import type { KnownKeys } from '../../../server/ports/keys/known-keys.ts'
import type { MasterKeyStanding, MasterKeys } from '../../../server/ports/keys/master-keys.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import {
  addMasterKey,
  isMigrated,
  isUsed,
  keyRows,
  type MasterKeyRow,
  putInUse,
  takeKeyLock,
} from './master-key-statements.ts'
import { startResealing } from './resealing-statements.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly ring: KnownKeys
  readonly clock: Clock
  readonly ids: Pick<Ids, 'secret'>
  /** Where master keys are made and wrapped; without it the configured ones are all there are. */
  readonly wrapper: KeyWrapper | undefined
  /** The newest of the configuration's, by its id. */
  readonly configured: string | undefined
  /** How long a key that was made here is known to every process before it is used, in seconds. */
  readonly publishAhead: number
  readonly onPlainText: (kept: boolean) => void
}

export function knexMasterKeys(materials: Materials): MasterKeys {
  const { connection, transaction, ring, clock, ids, wrapper, configured, publishAhead } = materials

  const learn = async (rows: readonly MasterKeyRow[]): Promise<void> => {
    for (const { id, wrapped, wrapped_by: by } of rows) {
      if (wrapped === null || by !== wrapper?.name || ring.known.includes(id)) continue
      ring.add(Buffer.from(await wrapper.unwrap(wrapped)).toString('base64url'))
    }
  }

  const make = async (on: Connection, service: KeyWrapper): Promise<string> => {
    const key = ids.secret(32)
    const wrapped = await service.wrap(Buffer.from(key, 'base64url'))
    await addMasterKey(on, { id: ring.idOf(key), wrapped, by: service.name, now: clock.now() })
    ring.add(key)
    return ring.idOf(key)
  }

  /** The configuration's, unless a service is to keep them and nothing was sealed before. */
  const firstOf = async (on: Connection): Promise<string | undefined> =>
    wrapper && !(await isUsed(on)) ? undefined : configured

  /** The first process of all puts its newest key in use. */
  const begin = (): Promise<void> =>
    transaction(async on => {
      await takeKeyLock(on)
      if (activeAt(await keyRows(on), clock.now())) return
      const id = (await firstOf(on)) ?? (wrapper && (await make(on, wrapper)))
      if (id !== undefined) await putInUse(on, { id, from: clock.now(), now: clock.now() })
    })

  /** The newest key there is: one that the service has made and nobody uses yet, or else a new one of its own. */
  const newest = async (on: Connection, rows: readonly MasterKeyRow[]) => {
    if (!wrapper) return { id: configured, ahead: 0 }
    const unused = rows.findLast(row => row.wrapped_by === wrapper.name && row.active_from === null)
    return { id: unused?.id ?? (await make(on, wrapper)), ahead: publishAhead }
  }

  const plainText = async (on: Connection): Promise<boolean> =>
    (await on.read('select from plain_text')).length > 0

  return {
    async load() {
      if (!(await isMigrated(connection()))) return false
      const found = await keyRows(connection())
      const isNew = !activeAt(found, clock.now())
      if (isNew) await begin()
      const rows = isNew ? await keyRows(connection()) : found
      await learn(rows)
      const active = activeAt(rows, clock.now())
      if (active) ring.use(active.id)
      const kept = await plainText(connection())
      ring.sealForOlderVersions(kept)
      materials.onPlainText(kept)
      return true
    },

    async list() {
      const rows = await keyRows(connection())
      const standings = rows.map(row => standingOf(row, { rows, known: ring.known, now: clock.now() }))
      const unused = ring.known.filter(id => !rows.some(row => row.id === id))
      return [...standings, ...unused.map(id => ({ id, state: 'opens', activeFrom: undefined }) as const)]
    },

    rotate: () =>
      transaction(async on => {
        await takeKeyLock(on)
        if (await plainText(on)) return 'texts-plain'
        const rows = await keyRows(on)
        if (rows.some(({ active_from: from }) => from !== null && from > clock.now())) return 'in-use'
        const { id, ahead } = await newest(on, rows)
        if (id === undefined || activeAt(rows, clock.now())?.id === id) {
          await startResealing(on, clock.now())
          return 'in-use'
        }
        const activeFrom = new Date(clock.now().getTime() + ahead * 1000)
        await putInUse(on, { id, from: activeFrom, now: clock.now() })
        await startResealing(on, activeFrom)
        return { id, activeFrom }
      }),

    endPlainText: () =>
      transaction(async on => {
        const { count } = await on.write('delete from plain_text')
        if (count === 0) return false
        await startResealing(on, clock.now())
        return true
      }),
  }
}

const activeAt = (rows: readonly MasterKeyRow[], now: Date): MasterKeyRow | undefined =>
  rows
    .filter(({ active_from: from }) => from !== null && from <= now)
    .toSorted((one, other) => Number(other.active_from) - Number(one.active_from))[0]

interface Seen {
  readonly rows: readonly MasterKeyRow[]
  readonly known: readonly string[]
  readonly now: Date
}

const standingOf = (
  { id, active_from: from }: MasterKeyRow,
  { rows, known, now }: Seen,
): MasterKeyStanding => {
  const activeFrom = from ?? undefined
  if (!known.includes(id)) return { id, state: 'unknown', activeFrom }
  if (activeAt(rows, now)?.id === id) return { id, state: 'in-use', activeFrom }
  return { id, state: from !== null && from > now ? 'coming' : 'opens', activeFrom }
}
