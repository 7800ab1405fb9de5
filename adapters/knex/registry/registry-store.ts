import { hash } from 'node:crypto'
import type { Clock } from '../../../server/ports/clock.ts'
import type {
  EntryStore,
  EntryTypes,
  EntryVersion,
  RegistryStore,
} from '../../../server/ports/registry/registry-store.ts'
import { briefCache } from '../database/brief-cache.ts'
import { canonicalJson } from '../../../server/domain/text/canonical-json.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly clock: Clock
  /** Milliseconds that an entry may be out of date. */
  readonly freshness?: number
}

export function knexRegistryStore({ freshness = 3_000, ...materials }: Materials): RegistryStore {
  const of = <T extends { readonly version: number }>(kind: Kept, idOf: (entry: T) => string) =>
    entries<T>({ ...materials, kind, freshness, idOf })
  const byId = <T extends Named>(kind: Kept): EntryStore<T> => of<T>(kind, ({ id }) => id)
  const kinds: RegistryStore['kinds'] = {
    resource: of<EntryTypes['resource']>('resource', ({ audience }) => audience),
    purpose: byId('purpose'),
    authorization_details_type: byId('detail-type'),
    consent_resource: byId('consent-resource'),
    consent_template: byId('consent-template'),
    token_scope: byId('token-scope'),
    scope_delegation: byId('scope-delegation'),
  }
  return {
    findResource: audience => kinds.resource.find(audience),
    listResources: kinds.resource.list,
    findPurpose: kinds.purpose.find,
    listPurposes: kinds.purpose.list,
    putResource: kinds.resource.put,
    putPurpose: kinds.purpose.put,
    removeResource: kinds.resource.remove,
    kinds,
    detailTypes: kinds.authorization_details_type,
    consentResources: kinds.consent_resource,
    consentTemplates: kinds.consent_template,
    tokenScopes: kinds.token_scope,
    scopeDelegations: kinds.scope_delegation,
  }
}

/** What the rows call a kind. */
type Kept =
  | 'resource'
  | 'purpose'
  | 'detail-type'
  | 'consent-resource'
  | 'consent-template'
  | 'token-scope'
  | 'scope-delegation'

interface Kind<T> extends Materials {
  readonly kind: Kept
  readonly freshness: number
  readonly idOf: (entry: T) => string
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
  idOf,
}: Kind<T>): EntryStore<T> {
  const all = briefCache<ReadonlyMap<string, T>>(freshness)
  const past = briefCache<T>(freshness)
  const toEntry = (row: EntryRow): T => ({ ...(row.content as T), version: row.version })

  const readNewest = () => connection().read<EntryRow>(newest, [kind, null])

  const readAll = async (): Promise<ReadonlyMap<string, T>> => {
    const rows = await readNewest()
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

  /** `undefined` when that version is given and another one stands. */
  const put = async (entry: T, over?: number): Promise<T | undefined> => {
    const content = canonicalJson({ ...entry, version: undefined })
    const id = idOf(entry)
    for (;;) {
      const [row] = await connection().read<EntryRow>(newest, [kind, id])
      const standing = row?.removed_at === null ? row : undefined
      if (over !== undefined && (standing?.version ?? 0) !== over) return undefined
      if (standing?.content_hash === hash('sha256', content)) return toEntry(standing)
      if ((await add(id, content, row)) === 1) return { ...entry, version: (row?.version ?? 0) + 1 }
    }
  }

  const kept = (entry: T, over?: number): Promise<T | undefined> =>
    transaction(() => put(entry, over)).finally(() => all.drop('all'))

  return {
    find: async (id: string, version?: number): Promise<T | undefined> => {
      const now = (await current()).get(id)
      if (version === undefined || now?.version === version) return now
      return past.get(`${version} ${id}`, () => readVersion(id, version))
    },
    list: async (): Promise<readonly T[]> => [...(await current()).values()],
    listEver: async () => (await readNewest()).map(toEntry),
    put: async entry => (await kept(entry))!,
    replace: kept,
    async versions(id) {
      const rows = await connection().read<EntryRow & { readonly created_at: Date }>(
        `select id, version, content, content_hash, created_at, removed_at from registry_entry
         where kind = $1 and id = $2 order by version desc`,
        [kind, id],
      )
      return rows.map(
        (row): EntryVersion<T> => ({
          entry: toEntry(row),
          at: row.created_at,
          removedAt: row.removed_at ?? undefined,
        }),
      )
    },
    async remove(id: string, standing?: number): Promise<boolean> {
      const { count } = await connection().write(
        `update registry_entry set removed_at = $3 where kind = $1 and id = $2 and removed_at is null
           and ($4::integer is null or $4 = (select max(version) from registry_entry where kind = $1 and id = $2))`,
        [kind, id, clock.now(), standing],
      )
      all.drop('all')
      return count > 0
    },
  }
}
