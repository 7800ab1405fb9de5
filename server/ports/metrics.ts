import type { MisfitReason } from '../domain/ledger.ts'
import type { LimitName } from '../domain/limit.ts'
import type { KeptKind } from '../domain/registry/retention.ts'
import type { GrantType } from '../domain/registry/client.ts'

/** What an operator counts. Every label comes from a closed set, or is cut to one; nothing here waits or fails. */
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
  /** So many consents, questions or people of whom something is gone because its time was over. */
  retentionApplied(purpose: string, kind: KeptKind, count: number): void
  requestAnswered(request: {
    readonly method: string
    readonly path: string
    readonly status: number
    readonly seconds: number
  }): void
}
