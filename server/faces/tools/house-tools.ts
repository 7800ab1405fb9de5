import type { Gate } from '../../http/limits/gate.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Digest } from '../../ports/digest.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Lanes } from '../../ports/lanes.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { Core } from '../../usecases/index.ts'

/** What every face needs. */
export interface HouseTools {
  readonly core: Core
  readonly clock: Clock
  readonly ids: Ids
  readonly digest: Digest
  readonly audit: AuditLog
  /** What may come only so often from one network. */
  readonly gate: Gate
  readonly metrics: Pick<Metrics, 'tokenIssued' | 'introspected' | 'replayDetected'>
  /** To say whose a request is, where its route finds that out by itself. */
  readonly lanes: Lanes
  /** A line of the log by a name that a dialect has for it. Its fields say nothing of persons. */
  readonly tellOperator: (event: string, fields: Readonly<Record<string, unknown>>) => void
  /** Origin that issuers and links are made from, never the Host header. No trailing slash. */
  readonly publicUrl: string
  /** Origin of what operators use, without a trailing slash; `undefined` where there is no such place. */
  readonly managementUrl: string | undefined
}
