import { hash } from 'node:crypto'
import type { Purpose } from '../../../server/domain/requests/purpose.ts'
import type { Resource } from '../../../server/domain/registry/resource.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { EntryStore, RegistryStore } from '../../../server/ports/registry/registry-store.ts'
import { briefCache } from '../database/brief-cache.ts'
import { canonicalJson } from '../../../server/domain/text/canonical-json.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly clock: Clock
  /** Milliseconds that an entry may be out of date. */
  readonly freshness?: number
}

export function knexRegistryStore({ freshness = 3_000, ...materials }: Materials): RegistryStore {
  const resources = entries<Resource>({ ...materials, kind: 'resource', freshness })
  const purposes = entries<Purpose>({ ...materials, kind: 'purpose', freshness })
  const byId = <T extends Named>(kind: Kind['kind']): EntryStore<T> => {
    const { find, list, put, remove } = entries<T>({ ...materials, kind, freshness })
    return { find, list, remove, put: entry => put(entry.id, entry) }
  }
  return {
    findResource: audience => resources.find(audience),
    listResources: resources.list,
    findPurpose: purposes.find,
    listPurposes: purposes.list,
    putResource: resource => resources.put(resource.audience, resource),
    putPurpose: purpose => purposes.put(purpose.id, purpose),
    removeResource: resources.remove,
    detailTypes: byId('detail-type'),
    consentResources: byId('consent-resource'),
    consentTemplates: byId('consent-template'),
    tokenScopes: byId('token-scope'),
    scopeDelegations: byId('scope-delegation'),
  }
}

interface Kind extends Materials {
  readonly kind:
    | 'resource'
    | 'purpose'
    | 'detail-type'
    | 'consent-resource'
    | 'consent-template'
    | 'token-scope'
    | 'scope-delegation'
  readonly freshness: number
}

interface Named {
  readonly id: string
  readonly version: number
}

interface EntryRow {
  readonly id: string
  readonly version: number
  readonly content: object
  readonly content_hash: string
  readonly removed_at: Date | null
}

const newest = `select distinct on (id) id, version, content, content_hash, removed_at from registry_entry
  where kind = $1 and ($2::text is null or id = $2) order by id, version desc`

/** Versioned entries of one kind. The newest of each are read together and kept together. */
function entries<T extends { readonly version: number }>({
  connection,
  transaction,
  clock,
  kind,
  freshness,
}: Kind) {
  const all = briefCache<ReadonlyMap<string, T>>(freshness)
  const past = briefCache<T>(freshness)
  const toEntry = (row: EntryRow): T => ({ ...(row.content as T), version: row.version })

  const readAll = async (): Promise<ReadonlyMap<string, T>> => {
    const rows = await connection().read<EntryRow>(newest, [kind, null])
    return new Map(rows.filter(row => row.removed_at === null).map(row => [row.id, toEntry(row)]))
  }

  const readVersion = async (id: string, version: number): Promise<T | undefined> => {
    const [row] = await connection().read<EntryRow>(
      `select id, version, content, content_hash, removed_at from registry_entry
       where kind = $1 and id = $2 and version = $3`,
      [kind, id, version],
    )
    return row && toEntry(row)
  }

  const current = async (): Promise<ReadonlyMap<string, T>> => (await all.get('all', readAll)) ?? new Map()

  const add = async (id: string, content: string, after: EntryRow | undefined): Promise<number> => {
    const { count } = await connection().write(
      `insert into registry_entry (kind, id, version, content, content_hash, created_at)
       values ($1, $2, $3, $4, $5, $6) on conflict (kind, id, version) do nothing`,
      [kind, id, (after?.version ?? 0) + 1, content, hash('sha256', content), clock.now()],
    )
    return count
  }

  const put = async (id: string, entry: T): Promise<T> => {
    const content = canonicalJson({ ...entry, version: undefined })
    for (;;) {
      const [row] = await connection().read<EntryRow>(newest, [kind, id])
      const standing = row && row.removed_at === null && row.content_hash === hash('sha256', content)
      if (standing) return toEntry(row)
      if ((await add(id, content, row)) === 1) return { ...entry, version: (row?.version ?? 0) + 1 }
    }
  }

  return {
    find: async (id: string, version?: number): Promise<T | undefined> => {
      const now = (await current()).get(id)
      if (version === undefined || now?.version === version) return now
      return past.get(`${version} ${id}`, () => readVersion(id, version))
    },
    list: async (): Promise<readonly T[]> => [...(await current()).values()],
    put: (id: string, entry: T): Promise<T> =>
      transaction(() => put(id, entry)).finally(() => all.drop('all')),
    async remove(id: string): Promise<boolean> {
      const { count } = await connection().write(
        'update registry_entry set removed_at = $3 where kind = $1 and id = $2 and removed_at is null',
        [kind, id, clock.now()],
      )
      all.drop('all')
      return count > 0
    },
  }
}
