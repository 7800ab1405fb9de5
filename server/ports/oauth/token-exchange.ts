import type { WantedToken } from '../../domain/grants/token-exchange.ts'
import type { GrantId, PartyId } from '../../domain/ids.ts'
import type { AuthorizationDetail } from '../../domain/registry/authorization-detail.ts'
import type { Client } from '../../domain/registry/client.ts'

export interface ExchangeToken extends WantedToken {
  readonly by: Client
  readonly subjectToken: string
  /** A token of the client's own that says who acts, beside the client's authentication. */
  readonly actorToken: string | undefined
  readonly traceId: string | undefined
  /** Makes the new token, to be kept with the unit of work. What it throws is thrown. */
  readonly issue: (given: ExchangedToken) => Promise<void>
}

/** What a new token is made of. */
export interface ExchangedToken {
  readonly grantId: GrantId
  /** The grant's epoch that it is issued in. */
  readonly epoch: number
  /** What the grant was given for, by its id. */
  readonly purpose: string
  readonly party: PartyId
  readonly audience: string
  readonly scopes: readonly string[]
  readonly details: readonly AuthorizationDetail[]
  /** The clients that it was exchanged by, this one last. */
  readonly actors: readonly string[]
  /** Of the old one. */
  readonly forebears: readonly string[]
  /** It is no good after. */
  readonly endsAt: Date
  /** Whether the old one is good only together with a key; then so must be the new one. */
  readonly isBound: boolean
}
