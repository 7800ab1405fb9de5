import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../../server/ports/metrics.ts'
import { routeLabels } from './route-label.ts'

/** What is measured when somebody asks; seconds and rows. `undefined` when it does not apply. */
export interface Gauges {
  readonly defaultPartitionRows: () => Promise<number>
  readonly partitionAheadSeconds: () => Promise<number>
  readonly signingKeyAgeSeconds: () => Promise<number>
  readonly ledgerAnchorAgeSeconds: () => Promise<number | undefined>
  readonly receiversUnreached: () => Promise<number>
  readonly deletionsUnanswered: () => Promise<number>
  readonly poolWaiting: () => number
  readonly auditWaiting: () => number
  readonly auditLost: () => number
  readonly auditTroubled: () => number
}

export interface PrometheusMetrics extends Metrics {
  /** The exposition text and its content type. A gauge that cannot be read is left out. */
  exposition(): Promise<{ readonly contentType: string; readonly text: string }>
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Counters of this process, in names of OpenTelemetry where it has them. */
export function prometheusMetrics(gauges: Partial<Gauges> = {}): PrometheusMetrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  addGauges(register, gauges)
  const counter = (name: string, help: string, label: string) =>
    new Counter({ name, help, labelNames: [label], registers: [register] })
  const tokens = counter('samtykke_tokens_issued_total', 'Access tokens issued', 'grant_type')
  const introspections = counter('samtykke_introspections_total', 'Introspections answered', 'result')
  const transitions = counter(
    'samtykke_grant_transitions_total',
    'Authorization grants by the state they moved to',
    'to',
  )
  const replays = counter('samtykke_replay_detected_total', 'Single-use things presented again', 'kind')
  const altered = counter(
    'samtykke_evidence_altered_total',
    'Grants that did not fit the ledger when they were read as evidence',
    'why',
  )
  const signals = counter('samtykke_signals_sent_total', 'What receivers of events were sent', 'result')
  const limits = new Counter({
    name: 'samtykke_limit_reached_total',
    help: 'What was refused because it came too often',
    labelNames: ['limit', 'by'],
    registers: [register],
  })
  const retention = new Counter({
    name: 'samtykke_retention_applied_total',
    help: 'Consents, questions and people of whom something is gone because its time was over',
    labelNames: ['purpose', 'kind'],
    registers: [register],
  })
  const purposeOf = boundedLabels(100)
  const requests = requestDurations(register)
  const routeOf = routeLabels()
  return {
    tokenIssued: grantType => tokens.inc({ grant_type: grantType }),
    introspected: result => introspections.inc({ result }),
    grantMoved: to => transitions.inc({ to }),
    replayDetected: kind => replays.inc({ kind }),
    evidenceAltered: why => altered.inc({ why }),
    limitReached: (limit, by) => limits.inc({ limit, by }),
    signalSent: result => signals.inc({ result }),
    retentionApplied: (purpose, kind, count) => retention.inc({ purpose: purposeOf(purpose), kind }, count),
    requestAnswered: ({ method, path, status, seconds }) =>
      requests.observe(
        {
          http_request_method: methods.includes(method) ? method : '_OTHER',
          http_route: routeOf(path, status),
          http_response_status_code: status,
        },
        seconds,
      ),
    exposition: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  }
}

const requestDurations = (register: Registry) =>
  new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Duration of HTTP requests on the public port',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [register],
  })

const helps: Record<keyof Gauges, readonly [name: string, help: string]> = {
  defaultPartitionRows: [
    'samtykke_default_partition_rows',
    'Rows that found no partition: maintenance is behind',
  ],
  partitionAheadSeconds: ['samtykke_partition_ahead_seconds', 'How far ahead partitions exist'],
  signingKeyAgeSeconds: ['samtykke_signing_key_age_seconds', 'Age of the key that signs'],
  ledgerAnchorAgeSeconds: ['samtykke_ledger_anchor_age_seconds', 'Age of the newest anchor of the ledger'],
  receiversUnreached: [
    'samtykke_receivers_unreached',
    'Streams whose receiver has taken nothing for an hour or more',
  ],
  deletionsUnanswered: [
    'samtykke_deletions_unanswered',
    'Wishes for deletion that were not answered in time, and are not yet',
  ],
  poolWaiting: ['samtykke_pool_waiting', 'Requests that wait for a database connection'],
  auditWaiting: ['samtykke_audit_lines_waiting', 'Lines of the audit trail that are not yet written'],
  auditLost: ['samtykke_audit_lines_lost', 'Lines of the audit trail that were lost since the start'],
  auditTroubled: ['samtykke_audit_troubled', '1 while the audit trail cannot be written'],
}

function addGauges(register: Registry, gauges: Partial<Gauges>): void {
  for (const [key, read] of Object.entries(gauges)) {
    const [name, help] = helps[key as keyof Gauges]
    new Gauge({
      name,
      help,
      registers: [register],
      async collect() {
        this.remove()
        const value = await Promise.resolve()
          .then(read)
          .catch(() => undefined)
        if (value !== undefined) this.set(value)
      },
    })
  }
}

/** Values of a label as they come, and `other` for those beyond so many. */
function boundedLabels(most: number): (value: string) => string {
  const seen = new Set<string>()
  return value => {
    if (seen.size < most) seen.add(value)
    return seen.has(value) ? value : 'other'
  }
}
