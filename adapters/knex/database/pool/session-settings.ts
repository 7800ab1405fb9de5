/** What the SQL of these adapters takes for granted, whatever the server, the database or the role has by default. */
const settings = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  array_nulls: 'on',
  standard_conforming_strings: 'on',
  default_transaction_isolation: 'read committed',
  idle_in_transaction_session_timeout: '10000',
} as const

export interface Limits {
  /** A statement may take this long, in milliseconds; 0 is for ever. */
  readonly statementTimeout: number
  /** It may wait this long for each lock, in milliseconds; 0 is for ever. */
  readonly lockTimeout: number
}

/** For as long as the session lasts, or for one transaction. */
type Reach = 'session' | 'transaction'

/**
 * Where our tables are: found by the role's own `search_path`; before they exist the first schema of that path in which
 * they can be made. When it names none, the one schema that has them, or else `public`.
 */
const ownSchema = `coalesce(
  (select quote_ident(n.nspname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.oid = to_regclass('authorization_grant')),
  (select quote_ident(p.name) from unnest(current_schemas(false)) with ordinality as p (name, place)
    where left(p.name, 3) <> 'pg_' and has_schema_privilege(p.name, 'CREATE') order by p.place limit 1),
  (select min(quote_ident(n.nspname)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relname = 'authorization_grant' and has_schema_privilege(n.oid, 'USAGE') having count(*) = 1),
  'public') || ', pg_temp'`

const readOnly = `current_setting('transaction_read_only')::boolean`

/** Who answers, and whether it only lets us read: a standby, or a database that takes nothing now. */
export interface SessionRow {
  readonly backend: number
  readonly read_only: boolean
  /** As `search_path` is written. */
  readonly search_path: string
}

const look = `pg_backend_pid() as backend, ${readOnly} as read_only`

/** Asks for a `SessionRow` and changes nothing. */
export const lookAround = `select ${look}, ${ownSchema} as search_path`

/** Sets everything for the whole session, and asks for a `SessionRow`. */
export const settleSession = (limits: Limits, searchPath?: string): string =>
  `select ${assignments('session', limits, searchPath)}, ${look}`

/**
 * Sets everything for one transaction. The last column is `read_only`; a session that is, is ended on the spot, so that no
 * pooler hands it out again.
 */
export const settleTransaction = (limits: Limits, searchPath?: string): string =>
  `select ${assignments('transaction', limits, searchPath)},
    case when ${readOnly} then pg_terminate_backend(pg_backend_pid()) end, ${readOnly} as read_only`

/** Where `search_path` is not given it is found out. */
function assignments(reach: Reach, limits: Limits, searchPath: string | undefined): string {
  const set = (name: string, value: string) => `set_config('${name}', ${value}, ${reach === 'transaction'})`
  return [
    ...Object.entries(settings).map(([name, value]) => set(name, `'${value}'`)),
    set('statement_timeout', `'${limits.statementTimeout}'`),
    set('lock_timeout', `'${limits.lockTimeout}'`),
    `${set('search_path', searchPath === undefined ? ownSchema : quoted(searchPath))} as search_path`,
    // What is acknowledged survives the death of the server; how many standbys must have it is the operator's to say.
    `case when current_setting('synchronous_commit') = 'off' then ${set('synchronous_commit', "'on'")} end`,
    // Only some roles may set it at all, and those are the ones that may have it otherwise.
    `case when current_setting('session_replication_role') <> 'origin' then ${set('session_replication_role', "'origin'")} end`,
  ].join(', ')
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
