import { Client } from 'pg'

/** Settings that no program expects and any administrator may give a role. */
const odd = {
  DateStyle: 'German, DMY',
  IntervalStyle: 'iso_8601',
  TimeZone: 'Pacific/Kiritimati',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  array_nulls: 'off',
  standard_conforming_strings: 'off',
  escape_string_warning: 'off',
  backslash_quote: 'on',
  client_encoding: 'LATIN1',
  search_path: 'nowhere',
  default_transaction_isolation: 'serializable',
  default_transaction_deferrable: 'on',
  lock_timeout: '1ms',
  statement_timeout: '300ms',
  idle_in_transaction_session_timeout: '1s',
  synchronous_commit: 'off',
  session_replication_role: 'replica',
  row_security: 'off',
  plan_cache_mode: 'force_custom_plan',
  transform_null_equals: 'on',
  quote_all_identifiers: 'on',
  xmlbinary: 'hex',
} as const

/** Gives the role in the URL odd settings, and ends what began without them. */
export const beOdd = (url: string): Promise<void> =>
  change(
    url,
    Object.entries(odd).map(([name, value]) => `set ${name} = '${value}'`),
  )

export const beAsUsual = (url: string): Promise<void> => change(url, ['reset all'])

async function change(url: string, changes: readonly string[]): Promise<void> {
  const administrator = new Client(url)
  await administrator.connect()
  try {
    for (const one of changes) await administrator.query(`alter role ${administrator.user} ${one}`)
    await endOthers(administrator)
  } finally {
    await administrator.end()
  }
}

/** Ends every other session in its database. */
export const endOthers = (administrator: Client): Promise<unknown> =>
  administrator.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  )
