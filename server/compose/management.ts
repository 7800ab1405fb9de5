import type { RequestListener } from 'node:http'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { AuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import { type PrometheusMetrics, prometheusMetrics } from '../../adapters/metrics/metrics.ts'
import type { Stores } from './storage.ts'
import type { Config } from '../config/config.ts'
import { managementUrlOf } from '../config/management.ts'
import { managementHandler } from '../http/management.ts'
import { listen } from '../http/server.ts'
import { checksOf, gaugesOf } from './health.ts'
import type { Handle } from './request-stack.ts'
import { stillStarting } from './still-starting.ts'

/** The management listener. Until it is told how to answer, it is still starting. */
export interface ManagementPort {
  /** Where operators come; `undefined` when nowhere. */
  readonly url: string | undefined
  answer(serving: Serving): void
  close(): Promise<void>
}

interface Serving {
  readonly stores: Stores
  readonly keys: Pick<SigningKeys, 'current'>
  readonly metrics: PrometheusMetrics
  readonly handleManagement: Handle | undefined
  readonly ending: () => boolean
}

/** Listens where the configuration says, if anywhere. */
export async function listenForManagement(
  config: Pick<Config, 'environment' | 'management' | 'drainSeconds'>,
  answering: { readonly onUnreadable: (code: string) => void },
): Promise<ManagementPort> {
  const { management } = config
  if (management === undefined) return { url: undefined, answer: () => {}, close: async () => {} }
  let handle: RequestListener = stillStarting
  const server = await listen((request, response) => handle(request, response), {
    ...management,
    ...answering,
    secure: management.url?.startsWith('https:') ?? false,
  })
  return {
    url: managementUrlOf(config, server.port),
    answer(serving) {
      handle = managementHandler({
        started: () => true,
        ending: serving.ending,
        checks: checksOf(serving),
        metrics: serving.metrics.exposition,
        others: serving.handleManagement,
      })
    },
    close: () => server.close({ drainSeconds: config.drainSeconds }),
  }
}

interface Measured {
  readonly stores: Stores
  readonly keys: Pick<SigningKeys, 'current'>
  readonly trail: Pick<AuditTrail, 'state'>
}

/** What an operator counts of this process, and measures of its stores and keys. */
export const openMetrics = ({ stores, keys, trail }: Measured): PrometheusMetrics =>
  prometheusMetrics({
    auditWaiting: () => trail.state().waiting,
    auditLost: () => trail.state().lost,
    auditTroubled: () => Number(trail.state().isTroubled),
    ...gaugesOf({ stores, keys }),
  })
