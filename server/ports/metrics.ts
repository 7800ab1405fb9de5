import type { MisfitReason } from '../domain/ledger.ts'
import type { LimitName } from '../domain/limit.ts'
import type { GrantType } from '../domain/registry/client.ts'

/** What an operator counts. Every label comes from a closed set; nothing here waits or fails. */
export interface Metrics {
  tokenIssued(grantType: GrantType): void
  introspected(result: 'active' | 'inactive' | 'limited'): void
  grantMoved(to: 'active' | 'exhausted' | 'revoked'): void
  replayDetected(kind: 'code' | 'refresh_token' | 'assertion' | 'proof'): void
  /** A grant did not fit the ledger when it was read as evidence. */
  evidenceAltered(why: MisfitReason): void
  /** Something was refused because of a limit, by what this process knew or by what processes count together. */
  limitReached(limit: LimitName, by: 'memory' | 'storage'): void
  /** Something was sent to a receiver of signals. */
  signalSent(result: 'taken' | 'refused' | 'failed'): void
  requestAnswered(request: {
    readonly method: string
    readonly path: string
    readonly status: number
    readonly seconds: number
  }): void
}
