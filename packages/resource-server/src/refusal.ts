/** What went wrong, by RFC 6750 section 3.1, RFC 9449 section 7.1 and, for the last one, our own word. */
export type RefusalCode =
  | 'invalid_request'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'invalid_dpop_proof'
  | 'temporarily_unavailable'

const statuses: Readonly<Record<RefusalCode, number>> = {
  invalid_request: 400,
  invalid_token: 401,
  invalid_dpop_proof: 401,
  insufficient_scope: 403,
  temporarily_unavailable: 503,
}

interface Told {
  /** The scheme that the request used; both are offered to one that used none. */
  readonly scheme?: 'Bearer' | 'DPoP'
  /** The scopes that would do. */
  readonly scope?: string
  readonly retryAfter?: number
}

/** The signature algorithms of proofs that are taken, as the challenge names them. */
export const proofAlgorithms: readonly string[] = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA', 'Ed25519']

/**
 * Why a request is not served. `status`, `headers` and `body` are the answer to it; Express, Koa and Fastify answer by the first
 * two also when it is thrown past them.
 */
export class Refusal extends Error {
  /** `undefined` for a request that has no token, which RFC 6750 section 3.1 gives no code. */
  readonly code: RefusalCode | undefined
  readonly status: number
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: { readonly error?: string; readonly error_description: string }
  readonly expose = true

  constructor(code: RefusalCode | undefined, description: string, told: Told = {}) {
    super(description)
    this.name = 'Refusal'
    this.code = code
    this.status = code === undefined ? 401 : statuses[code]
    this.statusCode = this.status
    this.headers = headersFor(code, description, told)
    this.body = { ...(code !== undefined && { error: code }), error_description: description }
  }
}

/** What cannot be said now, because samtykke cannot be asked. A token is never good for that. */
export const unavailable = (description: string, retryAfter = 1): Refusal =>
  new Refusal('temporarily_unavailable', description, { retryAfter })

function headersFor(code: RefusalCode | undefined, description: string, told: Told) {
  const common = { 'Cache-Control': 'no-store' }
  if (code === 'temporarily_unavailable') return { ...common, 'Retry-After': String(told.retryAfter ?? 1) }
  return { ...common, 'WWW-Authenticate': challenge(code, description, told) }
}

function challenge(code: RefusalCode | undefined, description: string, { scheme, scope }: Told): string {
  const algorithms = `algs="${proofAlgorithms.join(' ')}"`
  if (code === undefined) return `Bearer, DPoP ${algorithms}`
  const members = [
    `error="${code}"`,
    `error_description="${quotable(description)}"`,
    ...(scope === undefined ? [] : [`scope="${quotable(scope)}"`]),
  ]
  return scheme === 'DPoP' || code === 'invalid_dpop_proof'
    ? `DPoP ${[...members, algorithms].join(', ')}`
    : `Bearer ${members.join(', ')}`
}

/** As RFC 6750 section 3 allows it in quotes. */
const quotable = (text: string): string => text.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?')
