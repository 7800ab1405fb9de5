import type { Access } from './access.ts'
import { Refusal } from './refusal.ts'

/** What a request must be allowed. */
export interface Demands {
  /** All of these. */
  readonly scopes?: readonly string[]
  /** One of these, by the id it is registered under. */
  readonly purpose?: string | readonly string[]
  /** `false` takes tokens behind which no consent stands, such as those of `client_credentials`. */
  readonly consent?: boolean
}

/** Throws a `Refusal` (403) when the token does not give it. */
export function assertDemands(
  access: Access,
  { scopes = [], purpose, consent = true }: Demands,
  scheme: 'Bearer' | 'DPoP',
): void {
  const refuse = (why: string) =>
    new Refusal('insufficient_scope', why, { scheme, ...(scopes.length > 0 && { scope: scopes.join(' ') }) })
  if (consent && access.consentId === undefined) throw refuse('No consent stands behind the token')
  if (!scopes.every(one => access.scopes.includes(one))) throw refuse('The token has not all of the scopes')
  if (purpose === undefined) return
  const purposes = typeof purpose === 'string' ? [purpose] : purpose
  if (access.purpose === undefined || !purposes.includes(access.purpose))
    throw refuse('The consent was given for another purpose')
}
