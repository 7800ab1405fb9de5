import assert from 'node:assert/strict'
import { onEachDatabase, type TestDatabase } from '../support/database.ts'
import { anchoredWorld } from '../support/ledger-world.ts'

/** Columns that say how a row is kept, not what was decided, and one that changes with others alone: it is flipped below. */
const unattested: Readonly<Record<string, readonly string[]>> = {
  event: [],
  decision: ['text_gone_at'],
  authorization_grant: [
    'version',
    'epoch',
    'managed',
    'reserved_until',
    'updated_at',
    'expiry_announced_at',
    'words_gone_at',
    'uses_gone_at',
  ],
  grant_scope: ['ordinal'],
  grant_use: [],
  consent_request: ['version', 'updated_at', 'words_gone_at'],
  deletion_step: ['name'],
}

/** Where a check of the table leaves few values. */
const others: Readonly<Record<string, string>> = {
  'event.type': "case type when 'used' then 'requested' else 'used' end",
  'decision.outcome': "case outcome when 'accepted' then 'rejected' else 'accepted' end",
  'decision.role': "case role when 'self' then 'representative' else 'self' end",
  'decision.level': "case level when 'low' then 'high' else 'low' end",
  'decision.language': "case language when 'nb' then 'en' else 'nb' end",
  'authorization_grant.valid_from': "valid_from - interval '10 years'",
  'authorization_grant.end_reason': "case end_reason when 'giver' then 'operator' else 'giver' end",
  'consent_request.required_level': "case required_level when 'low' then 'high' else 'low' end",
  'consent_request.message': "'x'",
  'consent_request.ceremony': "case ceremony when 'page' then 'signature' else 'page' end",
  'consent_request.grant_action': "case grant_action when 'merge' then 'replace' else 'merge' end",
}

/** A column that has a value where this one is empty, since what it would hold is sealed. */
const present: Readonly<Record<string, string>> = {
  'consent_request.message': 'sealed',
  'deletion_step.open': 'answer_by',
}

const byType: Readonly<Record<string, (column: string) => string>> = {
  uuid: column => `overlay(${column}::text placing 'ffff' from 1)::uuid`,
  text: column => `${column} || 'x'`,
  'timestamp with time zone': column => `${column} + interval '10 years'`,
  integer: column => `${column} + 1`,
  bigint: column => `${column} + 1000`,
  boolean: column => `not ${column}`,
  jsonb:
    column => `case when ${column} = '[]' then '[{"type": "x"}]' when jsonb_typeof(${column}) = 'array' then '[]'
    else ${column} || '{"x": "y"}' end`,
  ARRAY: column => `${column} || 'x'::text`,
  bytea: column => `set_byte(${column}, 20, get_byte(${column}, 20) # 255)`,
  json: column => `(${column}::text::jsonb || '[{"actions": ["write"]}]')::json`,
}

const stateFlips = [
  "update authorization_grant set state = 'active', ended_at = null, ended_by = null, end_reason = null where state = 'revoked'",
  "update authorization_grant set state = 'active', ended_at = null where state = 'exhausted'",
  "update authorization_grant set state = 'revoked', ended_at = now(), end_reason = 'operator' where state = 'active'",
  "update consent_request set state = 'pending' where state = 'rejected'",
  "update consent_request set state = 'pending', withdrawn_at = null where state = 'withdrawn'",
  "update consent_request set state = 'withdrawn', withdrawn_at = now() where state = 'pending'",
  "update deletion_step set name = 'done', sealed_basis = null, deleted_at = at where name = 'refused'",
]

const nowhere = "'00000000-0000-7000-8000-00000000ffff'"

const deletions = [
  'delete from event where sequence = 1',
  'delete from event where sequence = 5',
  "delete from event where type = 'accepted'",
  'delete from event where (stream, sequence) in (select stream, sequence from event_stream)',
  'delete from event_stream',
  'delete from decision',
  'delete from authorization_grant',
  'delete from grant_scope',
  'delete from grant_use where id = (select min(id::text)::uuid from grant_use)',
  'delete from consent_request where id = (select min(id::text)::uuid from consent_request)',
  'delete from signed_document',
  "delete from deletion_step where name = 'refused'",
]

const additions = [
  `insert into grant_scope select grant_id, 2, 'everything', resource_type, resource_id from grant_scope where ordinal = 1`,
  `insert into grant_use select ${nowhere}, grant_id, used_at, client_id, what, trace_id, sealed_what from grant_use limit 1`,
  `insert into decision select ${nowhere}, 'accepted', decided_by, role, decided_at, level, language, shown_text, shown_hash,
     template_version, sealed_text from decision limit 1`,
  `insert into deletion_step (id, grant_id, name, at, by_party, answer_by, open)
   select ${nowhere}, id, 'requested', created_at, granted_for, valid_to, true from authorization_grant
   where id not in (select grant_id from deletion_step) limit 1`,
  `insert into authorization_grant (id, face, client_id, purpose_id, purpose_version, granted_for, granted_by, granted_to,
     valid_from, valid_to, single_use, state, created_at, updated_at)
   select ${nowhere}, face, client_id, purpose_id, purpose_version, granted_for, granted_by, granted_to,
     valid_from, valid_to, single_use, 'active', created_at, updated_at from authorization_grant limit 1`,
  `insert into event select stream, sequence + 1, ${nowhere}, 'used', request_id, grant_id, by_party, at, content_hash,
     hash, hash from event where (stream, sequence) = (select stream, max(sequence) from event group by stream limit 1)`,
]

onEachDatabase(
  'samtykke ledger verify, whatever was done to a row',
  database => {
    const world = anchoredWorld(database)

    it('finds every column of every row that was changed', async () => {
      for (const [table, left] of Object.entries(unattested)) {
        for (const { column, type } of await columnsOf(database, table)) {
          if (left.includes(column) || column === 'state') continue
          const value = others[`${table}.${column}`] ?? byType[type]!(column)
          await world.assertBroken(`update ${table} set ${column} = ${value} where ctid in (
            select ctid from ${table} where ${present[`${table}.${column}`] ?? column} is not null limit 1)`)
        }
      }
      for (const statement of stateFlips) await world.assertBroken(statement)
    })

    it('finds what was taken out, put in and moved', async () => {
      for (const statement of [...deletions, ...additions]) await world.assertBroken(statement)
      const first = await world.assertBroken(
        'update event set sequence = -sequence where sequence in (3, 4)',
        'update event set sequence = case sequence when -3 then 4 else 3 end where sequence in (-3, -4)',
      )
      assert.match(first?.row ?? '', /\/3$/)
    })

    it('finds an anchor that was changed, moved or forged', async () => {
      for (const statement of [
        'update ledger_anchor_head set sequence = sequence - 1',
        "update ledger_anchor_head set hash = 'x'",
        'delete from ledger_anchor_head where ctid in (select ctid from ledger_anchor_head limit 1)',
        'update ledger_anchor set number = 2',
        "update ledger_anchor set signed = overlay(signed placing 'AAAA' from length(signed) - 20)",
        "update ledger_anchor set at = at - interval '1 day'",
        "insert into ledger_start values (1, now() + interval '1 year')",
      ]) {
        const first = await world.assertBroken(statement)
        assert.match(first?.why ?? '', /^anchor/)
      }
    })
  },
  'before all',
)

const columnsOf = ({ connection }: TestDatabase, table: string) =>
  connection().read<{ column: string; type: string }>(
    `select column_name as column, data_type as type from information_schema.columns where table_name = $1`,
    [table],
  )
