import type { EntryKind } from '../../../server/domain/registry/entry-kind.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Draft, Drafts } from '../../../server/ports/registry/drafts.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
}

interface DraftRow {
  readonly kind: EntryKind
  readonly id: string
  readonly revision: number
  readonly base: number
  readonly entry: string
  readonly operator_id: string
  readonly operator_name: string
  readonly updated_at: Date
}

const select = `select kind, id, revision, base, entry, operator_id, operator_name, updated_at from registry_draft`

const add = `insert into registry_draft (kind, id, revision, base, entry, operator_id, operator_name, updated_at)
  select $1::text, $2::text, $3::integer + 1, $4::integer, $5::text, $6::text, $7::text, $8::timestamptz
  on conflict (kind, id) do nothing`

const replace = `update registry_draft
  set revision = revision + 1, base = $4, entry = $5, operator_id = $6, operator_name = $7, updated_at = $8
  where kind = $1 and id = $2 and revision = $3`

export const knexDrafts = ({ connection, clock }: Materials): Drafts => ({
  list: async () =>
    (await connection().read<DraftRow>(`${select} order by updated_at desc, kind, id`)).map(toDraft),

  async find(kind, id) {
    const [row] = await connection().read<DraftRow>(`${select} where kind = $1 and id = $2`, [kind, id])
    return row && toDraft(row)
  },

  async save(draft) {
    const { kind, id, revision, base, entry, by } = draft
    const at = clock.now()
    const values = [kind, id, revision, base, JSON.stringify(entry), by.id, by.name, at]
    const { count } = await connection().write(revision === 0 ? add : replace, values)
    return count === 1 ? { ...draft, revision: revision + 1, at } : undefined
  },

  async remove({ kind, id, revision }) {
    const { count } = await connection().write(
      'delete from registry_draft where kind = $1 and id = $2 and revision = $3',
      [kind, id, revision],
    )
    return count === 1
  },
})

const toDraft = (row: DraftRow): Draft => ({
  kind: row.kind,
  id: row.id,
  revision: row.revision,
  base: row.base,
  entry: JSON.parse(row.entry) as unknown,
  by: { id: row.operator_id, name: row.operator_name },
  at: row.updated_at,
})
