import type { Client } from '../../../server/domain/registry/client.ts'
import type { ClientStore } from '../../../server/ports/registry/client-store.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import { briefCache } from '../database/brief-cache.ts'
import { type ClientRow, clientColumns, toClient, toClientContent } from '../rows/client.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
  /** Milliseconds that a client may be out of date. */
  readonly freshness?: number
}

export function knexClientStore({ connection, clock, freshness = 3_000 }: Materials): ClientStore {
  const cache = briefCache<Client>(freshness)

  const read = async (id: string): Promise<Client | undefined> => {
    const [row] = await connection().read<ClientRow>(`select ${clientColumns} from client where id = $1`, [
      id,
    ])
    return row && toClient(row)
  }

  return {
    find: id => cache.get(id, () => read(id)),

    async list(face) {
      const rows = await connection().read<ClientRow>(
        `select ${clientColumns} from client where $1::text is null or face = $1 order by face, id`,
        [face],
      )
      return rows.map(toClient)
    },

    async save(client) {
      const statement = client.version === 0 ? add : replace
      const { count } = await connection().write(statement, [
        client.id,
        client.version,
        client.face,
        toClientContent(client),
        clock.now(),
      ])
      cache.drop(client.id)
      return count === 1
    },

    async remove(id) {
      const { count } = await connection().write('delete from client where id = $1', [id])
      cache.drop(id)
      return count === 1
    },
  }
}

const add = `insert into client (id, version, face, content, created_at, updated_at)
  values ($1, $2::integer + 1, $3, $4, $5, $5) on conflict (id) do nothing`

const replace = `update client set version = version + 1, face = $3, content = $4, updated_at = $5
  where id = $1 and version = $2`
