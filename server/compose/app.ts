import { openFeedWatch } from '../../adapters/feed-watch/feed-watch.ts'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { AuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import type { Log } from '../../adapters/log/logger.ts'
import type { PrometheusMetrics } from '../../adapters/metrics/metrics.ts'
import type { Config } from '../config/config.ts'
import { faces } from '../faces/index.ts'
import { composeCertificates } from './certificates.ts'
import { composeDemo } from './demo.ts'
import { openDocuments } from './documents.ts'
import { emptyDirectory, issuerUrlsOf, openFaces, registerFaces } from './faces.ts'
import { httpStack } from './http-stack.ts'
import { atOurPages, openIssuers } from './issuers.ts'
import { openLook } from './look.ts'
import { managementStack } from './management-stack.ts'
import { openMetrics } from './management.ts'
import { composeNotices } from './notices.ts'
import { type Ledger, openLedger } from './ledger.ts'
import type { Handle } from './request-stack.ts'
import { startSending } from './signals.ts'
import type { Stores } from './storage.ts'
import { composeLimits } from './limits.ts'
import { openTools } from './tools.ts'

interface Parts {
  readonly config: Config
  readonly publicUrl: string
  /** Where operators come; `undefined` when nowhere. */
  readonly managementUrl: string | undefined
  readonly stores: Stores
  readonly keys: SigningKeys
  readonly log: Log
  /** What becomes of the audit trail, for whoever measures. */
  readonly trail: Pick<AuditTrail, 'state'>
}

export interface App {
  readonly handle: Handle
  /** What operators come for. */
  readonly handleManagement: Handle | undefined
  readonly metrics: PrometheusMetrics
  readonly ledger: Ledger
  /** Tells the outside that everything is ready. */
  readonly announce: () => Promise<void>
  /** Lets nobody wait for events any more. */
  readonly endWaiting: () => void
  /** Ends what the application has started beside the stores. */
  readonly close: () => Promise<void>
  /** `undefined` when no e-mail is sent. */
  readonly sendNotices: (() => Promise<void>) | undefined
}

/** Faces, issuers, pages and (in demo and test) the demo world as one HTTP application. */
export async function openApp(given: Parts): Promise<App> {
  const metrics = openMetrics(given)
  const documents = await openDocuments(given)
  const counting = composeLimits({ ...given, metrics, audit: given.stores.audit })
  const parts = { ...given, ...openLook(given.config), ...counting, metrics, documents }
  const notices = composeNotices(parts)
  const ledger = openLedger(parts)
  const demo = await composeDemo({ ...parts, ledger })
  const feedWatch = openFeedWatch({ ...parts.stores, onError: error => parts.log.error({ err: error }) })

  const directory = emptyDirectory()
  const certificates = composeCertificates({ ...parts, moreRoots: demo?.clientRoots })
  const tools = openTools({ ...parts, notices: notices?.people, demo, directory, feedWatch, certificates })
  const opened = openFaces(faces, { ...parts, tools, directory })
  await registerFaces(opened, { ...parts, demo })
  await openIssuers(directory, { ...parts, ...atOurPages(parts), tools, certificates })
  const issuers = [...directory.issuers.values()]
  const sender = startSending({ ...parts, feedWatch, opened })

  return {
    handle: httpStack({ ...parts, demo, issuers, opened, certificates, issuerUrls: issuerUrlsOf(directory) }),
    handleManagement: managementStack({ ...parts, opened, certificates }),
    metrics,
    ledger,
    announce: async () => demo?.writeDemoJson(),
    endWaiting: feedWatch.letGo,
    async close() {
      await Promise.all([feedWatch.end(), sender.end()])
      await documents.close()
    },
    sendNotices: notices?.send,
  }
}
