import type { Client } from '../../../server/domain/registry/client.ts'
import type { ClientStore } from '../../../server/ports/registry/client-store.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import { briefCache } from '../database/brief-cache.ts'
import { type ClientRow, clientColumns, toClient, toClientContent } from '../rows/client.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'unitOfWork'> {
  readonly clock: Clock
  /** Milliseconds that a client may be out of date. */
  readonly freshness?: number
}

export function knexClientStore({
  connection,
  unitOfWork,
  clock,
  freshness = 3_000,
}: Materials): ClientStore {
  const cache = briefCache<Client>(freshness)
  const absences = briefCache<'absent'>(freshness)
  const acting = briefCache<readonly Client[]>(freshness)
  const drop = (id: string): void => {
    cache.drop(id)
    absences.drop(id)
    acting.clear()
  }

  const read = async (id: string): Promise<Client | undefined> => {
    const [row] = await connection().read<ClientRow>(
      `select ${clientColumns} from client where id = $1 and ${notRemoved}`,
      [id],
    )
    return row && toClient(row)
  }

  const readActing = async (face: string): Promise<readonly Client[]> =>
    (await connection().read<ClientRow>(actingStatement, [face])).map(toClient)

  const change = async (statement: string, values: readonly unknown[]): Promise<boolean> => {
    const { count } = await connection().write(statement, values)
    const id = String(values[0])
    drop(id)
    // Who read it before the commit has read it as it was.
    unitOfWork.whenKept(() => drop(id))
    return count === 1
  }

  return {
    async find(id, how) {
      if (how === 'anew') cache.drop(id)
      const client = await cache.get(id, () => read(id))
      return client?.suspendedAt ? undefined : client
    },

    registered: read,

    async glance(id) {
      const known = () => cache.get(id, () => read(id))
      const absent = await absences.get(id, async () => ((await known()) ? undefined : 'absent'))
      return absent ? undefined : known()
    },

    async list(face) {
      const rows = await connection().read<ClientRow>(
        `select ${clientColumns} from client where ($1::text is null or face = $1) and ${notRemoved} order by face, id`,
        [face],
      )
      return rows.map(toClient)
    },

    acting: async face => (await acting.get(face, () => readActing(face))) ?? [],

    save(client) {
      const { id, version, face } = client
      return change(version === 0 ? add : replace, [id, version, face, toClientContent(client), clock.now()])
    },

    remove: (id, version) => change(bury, [id, clock.now(), version]),

    suspend: id => change(suspension, [id, clock.now()]),

    resume: id => change(resumption, [id]),

    async removedAmong(ids) {
      const text = 'select id from client_tombstone where id = any($1::text[])'
      const rows = await connection().read<{ id: string }>(text, [ids])
      return new Set(rows.map(({ id }) => id))
    },

    async unfinished() {
      const rows = await connection().read<TombstoneRow>(
        'select id, face, removed_at from client_tombstone where grants_ended_at is null order by removed_at',
      )
      return rows.map(({ id, face, removed_at: removedAt }) => ({ id, face, removedAt }))
    },

    async finish(id) {
      await connection().write('update client_tombstone set grants_ended_at = $2 where id = $1', [
        id,
        clock.now(),
      ])
    },
  }
}

interface TombstoneRow {
  readonly id: string
  readonly face: string
  readonly removed_at: Date
}

/** @NOTE A process of before may add a client under an id that has a tombstone: there is none all the same. */
const notRemoved = 'not exists (select from client_tombstone t where t.id = client.id)'

// @NOTE The second condition is the index's own.
const actingStatement = `select ${clientColumns} from client
  where face = $1 and content->'mayActFor' is not null and ${notRemoved} order by id`

const add = `insert into client (id, version, face, content, created_at, updated_at)
  select $1::text, $2::integer + 1, $3::text, $4::jsonb, $5::timestamptz, $5::timestamptz
  where not exists (select from client_tombstone t where t.id = $1::text)
  on conflict (id) do nothing`

const replace = `update client set version = version + 1, content = $4::jsonb, updated_at = $5
  where id = $1 and version = $2 and face = $3 and content->'owner' = $4::jsonb->'owner'
    and content->'onBehalfOf'->'identifier' is not distinct from $4::jsonb->'onBehalfOf'->'identifier'`

const suspension = `update client set suspended_at = $2 where id = $1 and suspended_at is null and ${notRemoved}`

const resumption = `update client set suspended_at = null where id = $1 and suspended_at is not null and ${notRemoved}`

const bury = `with gone as (
    delete from client where id = $1 and ($3::integer is null or version = $3) returning id, face)
  insert into client_tombstone (id, face, removed_at) select id, face, $2::timestamptz from gone
  on conflict (id) do update set removed_at = excluded.removed_at, grants_ended_at = null`
