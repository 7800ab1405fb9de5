import type { Follower } from './follow/follower.ts'
import type { ClientCredentials } from './issuer/client-authentication.ts'
import type { CertificateOf } from './request/certificate.ts'
import type { Replays } from './request/replays.ts'

export interface ResourceServerOptions {
  /** The issuer, exactly as its metadata names it. */
  readonly issuer: string
  /** The API's own audience, as it is registered. */
  readonly audience: string
  /** Not needed for JWTs that are followed by `statusList()` alone. */
  readonly client?: ClientCredentials
  /** How the end of consents is heard of. `feed()` when not said, `statusList()` where there is no `client`. */
  readonly follow?: Follower
  /**
   * Seconds: how long after samtykke was last heard of a consent that it stood then is still believed. When not said, what the
   * follower says.
   */
  readonly staleAfter?: number
  /** What to do after that: ask about the token, or refuse (503) until samtykke is heard again. */
  readonly whenStale?: 'introspect' | 'refuse'
  /** Seconds that an answer of introspection is kept while its consent is followed. 60 when not said. */
  readonly keepAnswersFor?: number
  /** Scheme and host at which clients know the API, for proofs. Those of `audience` when not said. */
  readonly origin?: string
  /** Where the client's certificate is found. That of the connection when not said. */
  readonly certificate?: CertificateOf
  /** Where used proofs are kept. In memory when not said, which is right for one process. */
  readonly replays?: Replays
  /** Seconds that clocks may differ by. 10 when not said. */
  readonly clockTolerance?: number
  /** What goes wrong beside requests, such as a feed that cannot be read. It is tried again whatever is done here. */
  readonly onTrouble?: (error: unknown) => void
  /** Each consent that was heard to have ended, for what the API keeps of it besides. */
  readonly onEnded?: (consentId: string) => void
}
