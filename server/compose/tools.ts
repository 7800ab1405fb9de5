import { hmacSha256 } from '../../adapters/crypto/hmac-sha256.ts'
import { debtSources } from '../../adapters/debt-source/debt-sources.ts'
import { personNumbers } from '../../adapters/fnrvalidator/person-numbers.ts'
import { receiptSigner } from '../../adapters/jose/receipt/receipt-signer.ts'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { AuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import type { Log } from '../../adapters/log/logger.ts'
import { markdownIt } from '../../adapters/markdown/markdown-it.ts'
import { zipWriter } from '../../adapters/zip/zip-writer.ts'
import { type Config, isForTrying } from '../config/config.ts'
import type { Demo } from '../demo/open-demo.ts'
import type { FaceTools } from '../faces/face-module.ts'
import type { Gate } from '../http/limits/gate.ts'
import type { FeedWatch } from '../ports/ledger/feeds.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Limits } from '../ports/limits.ts'
import type { OperatorPrivacy } from '../ports/operator-privacy.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import { entrySchemas } from '../registry/entries/entry-schemas.ts'
import { type Notices, openSignals } from '../usecases/index.ts'
import type { Documents } from './documents.ts'
import { composeDesk } from './desk.ts'
import type { Directory } from './faces.ts'
import { houseTools } from './house-tools.ts'
import { openMarket } from './market.ts'
import { oauthTools } from './oauth-tools.ts'
import { maySendTo } from './signals.ts'
import { openPersonRegister } from './persons.ts'
import { openRights } from './rights.ts'
import { openIdentityProvider, operatorLogins } from './sessions.ts'
import { openRetention } from './retention.ts'
import type { Stores } from './storage.ts'

const operatorPrivacyOf = ({ operator, session, persons }: Config): Omit<OperatorPrivacy, 'retention'> => ({
  contact: operator.privacyContact,
  officer: operator.privacyOfficer,
  login: { idleSeconds: session.idleMinutes * 60, longestSeconds: session.longestMinutes * 60 },
  asksRegister: persons.register !== undefined,
})

interface Parts {
  readonly config: Config
  readonly publicUrl: string
  readonly managementUrl: string | undefined
  readonly stores: Stores
  readonly keys: SigningKeys
  readonly trail: Pick<AuditTrail, 'state'>
  readonly log: Pick<Log, 'info'>
  readonly metrics: Metrics
  readonly limits: Limits
  readonly gate: Gate
  readonly renderer: PageRenderer
  readonly documents: Pick<Documents, 'forFaces'>
  readonly notices: Notices | undefined
  readonly demo: Demo | undefined
  readonly directory: Directory
  readonly feedWatch: FeedWatch
  readonly certificates: Parameters<typeof oauthTools>[0]['certificates']
}

/** Everything that faces are handed. */
export function openTools(given: Parts): FaceTools {
  const parts = { ...given, stores: { ...given.stores, rights: openRights(given) } }
  const { config, publicUrl, stores, keys, log, renderer, notices } = parts
  const allowLoopback = isForTrying(config)
  const personNumbersHere = personNumbers({ synthetic: isForTrying(config) })
  const oauth = oauthTools(parts)
  return {
    ...stores,
    ...oauth,
    ...houseTools({
      ...parts,
      tokens: oauth.tokens,
      personRegister: openPersonRegister(config, stores),
      tellOperator: (event, fields) => log.info({ event, ...fields }, event),
    }),
    ...parts.documents.forFaces,
    personNumbers: personNumbersHere,
    market: openMarket({ ...stores, ...oauth, numbers: personNumbersHere, allowLoopback }),
    openDebtSource: debtSources({ fixtures: isForTrying(config) }),
    renderer,
    markdown: markdownIt(),
    requestDialects: parts.directory.requestDialects,
    openArchive: zipWriter,
    receipts: receiptSigner({ keys, store: stores.keys, clock: stores.clock, issuer: publicUrl }),
    operatorPrivacy: { ...operatorPrivacyOf(config), retention: openRetention(parts).show },
    notices,
    feedWatch: parts.feedWatch,
    signals: openSignals({ ...stores, feedWatch: parts.feedWatch }),
    desk: composeDesk(parts),
    entrySchemas: entrySchemas(),
    messageCode: hmacSha256,
    maySendTo: address => maySendTo(config, address),
    identityProvider: openIdentityProvider(parts),
    ...operatorLogins(parts),
    demoKeys: parts.demo?.keys,
    demoSecret: parts.demo?.secret,
    demoOperators: parts.demo?.operators,
  }
}
