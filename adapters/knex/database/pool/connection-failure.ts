import { sqlState } from '../sql-state.ts'

/** What to do about it, by the code that PostgreSQL, the system or a pooler gives. The first that fits. */
const advice: readonly (readonly [code: RegExp, text: RegExp, what: string])[] = [
  [
    /^08P01$/,
    /startup parameter/i,
    'a pooler takes fewer parameters than DATABASE_URL has: take them out, or name them in its ignore_startup_parameters',
  ],
  [/^08P01$/, /statement pooling/i, 'samtykke needs transactions: set pool_mode to transaction or session'],
  [/^(28P01|28000)$/, /./, 'check the user and the password in DATABASE_URL, and what pg_hba.conf allows'],
  [
    /^3D000$|^08P01$/,
    /no such database|database .* does not exist/i,
    'check the name at the end of DATABASE_URL',
  ],
  [
    /^53300$/,
    /./,
    'see SAMTYKKE_DATABASE_POOL, and how many connections the role, the database and the server allow',
  ],
  [/^57P03$/, /./, 'it is starting or stopping'],
  [/^25006$/, /./, 'it is a standby, or has been told to take no writes'],
  [/^42501$/, /./, 'check what the role may do'],
  [/^ECONNREFUSED$/, /./, 'nobody listens there: check the host and the port in DATABASE_URL'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, /./, 'check the host in DATABASE_URL'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)?$/, /time|unreach/i, 'nobody answers there'],
]

/** Why no connection could be opened, in words for whoever runs the server, without the password in `url`. */
export function connectionFailure(error: unknown, url: string): string {
  const cause = innermost(error)
  const code = sqlState(cause) ?? ''
  const said = cause.message || code
  const what = advice.find(([codes, text]) => codes.test(code) && text.test(said))?.[2]
  const named = code && !said.includes(code) ? `${said} (${code})` : said
  return withoutPassword(what ? `${named}; ${what}` : named, url)
}

/** What several addresses of one host said is said once. */
function innermost(error: unknown): Error {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0])
  if (error instanceof Error && error.cause instanceof Error) return innermost(error.cause)
  return error instanceof Error ? error : new Error(String(error))
}

function withoutPassword(text: string, url: string): string {
  const written = /:\/\/[^:/@]*:([^@/]+)@/.exec(url)?.[1]
  if (!written) return text
  return [written, decoded(written)].reduce((masked, secret) => masked.replaceAll(secret, '[secret]'), text)
}

const decoded = (written: string): string => {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
