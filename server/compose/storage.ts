import { join } from 'node:path'
import { followDatabaseTime } from '../../adapters/clock/follow-database-time.ts'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { secretHasher } from '../../adapters/crypto/secret-hasher.ts'
import { briefOrganizations } from '../../adapters/knex/parties/brief-organizations.ts'
import { knexAnchorStore } from '../../adapters/knex/ledger/anchor-store.ts'
import { knexDeletions } from '../../adapters/knex/grants/deletions.ts'
import { openBell, ringing } from '../../adapters/feed-watch/bell.ts'
import { knexFeeds } from '../../adapters/knex/ledger/feeds/feeds.ts'
import { knexEvidence } from '../../adapters/knex/ledger/evidence/evidence.ts'
import { knexClientStore } from '../../adapters/knex/registry/client-store.ts'
import { knexConsentQuery } from '../../adapters/knex/requests/consent-query.ts'
import { knexConsentStore } from '../../adapters/knex/requests/consent-store.ts'
import { databaseTime } from '../../adapters/knex/database/database-time.ts'
import { knexIdempotencyStore } from '../../adapters/knex/requests/idempotency-store.ts'
import { knexDocumentStore } from '../../adapters/knex/documents/document-store.ts'
import { knexLoginSessionStore } from '../../adapters/knex/sessions/login-session-store.ts'
import { knexMarketRegister } from '../../adapters/knex/market/market-register.ts'
import { migrations } from '../../adapters/knex/database/migrate.ts'
import type { OpenDatabase } from '../../adapters/knex/database/database.ts'
import { openDatabase } from '../../adapters/knex/database/open-database.ts'
import { knexDeliveryQueue } from '../../adapters/knex/signals/delivery-queue.ts'
import { knexStreamStore } from '../../adapters/knex/signals/stream-store.ts'
import { knexTellings } from '../../adapters/knex/signals/tellings.ts'
import { knexStanding } from '../../adapters/knex/desk/standing.ts'
import { knexTallies } from '../../adapters/knex/desk/tallies.ts'
import { knexDeskQuery } from '../../adapters/knex/desk/desk-query.ts'
import { knexOperatorSessionStore } from '../../adapters/knex/operators/operator-session-store.ts'
import { knexProposals } from '../../adapters/knex/operators/proposals.ts'
import { knexOperatorActs } from '../../adapters/knex/operators/operator-acts.ts'
import { knexNoticeStore } from '../../adapters/knex/notices/notice-store.ts'
import { knexPartyRecords } from '../../adapters/knex/parties/records/party-records.ts'
import { knexPartyStore } from '../../adapters/knex/parties/party-store.ts'
import { knexDrafts } from '../../adapters/knex/registry/drafts.ts'
import { knexRegistryStore } from '../../adapters/knex/registry/registry-store.ts'
import { knexRightStore } from '../../adapters/knex/rights/right-store.ts'
import { knexReplayGuard } from '../../adapters/knex/oauth/replay-guard.ts'
import { knexTokenStatuses } from '../../adapters/knex/oauth/token-statuses.ts'
import { knexRetentionStore } from '../../adapters/knex/retention/retention-store.ts'
import { tokenValues } from '../../adapters/knex/oauth/artifacts/token-value.ts'
import { untaggedTokens } from '../../adapters/knex/oauth/artifacts/untagged-tokens.ts'
import { auditedConsents, auditedDocuments } from '../../adapters/log/audit/audited-consents.ts'
import { auditedMigrations } from '../../adapters/log/audit/audited-migrations.ts'
import { onceKept } from '../../adapters/log/audit/once-kept.ts'
import { knexSigningKeyStore } from '../../adapters/knex/oauth/signing-key-store.ts'
import { type KnexUnitOfWork, knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { vaultKeyWrapper } from '../../adapters/vault/vault-key-wrapper.ts'
import { putReceivers } from '../usecases/signals/put-receivers.ts'
import { composeClientRules } from './client-rules.ts'
import type { Config } from '../config/config.ts'
import type { Clock } from '../ports/clock.ts'
import type { KeyWrapper } from '../ports/keys/key-wrapper.ts'
import type { AuditLog } from '../ports/ledger/audit-log.ts'
import { composeEncryption } from './encryption.ts'

export type Stores = ReturnType<typeof storesOver>

interface Materials {
  readonly database: OpenDatabase
  readonly units: KnexUnitOfWork
  readonly clock: Clock
  /** Master keys of the configuration, the newest first. */
  readonly encryptionKeys: readonly string[]
  /** Where master keys are kept in place of the configuration. */
  readonly wrapper?: KeyWrapper | undefined
  readonly session: Config['session']
  readonly keyPublishAheadSeconds?: number
  /** Of the secrets that somebody chose, how many are checked at once; the usual when not said. */
  readonly secretHashes?: Config['limits']['secretHashes']
  readonly settleSeconds?: number
  readonly audit: AuditLog
}

/** Every store over one database. */
export function storesOver({
  database,
  units,
  clock,
  session,
  secretHashes,
  audit: trail,
  ...materials
}: Materials) {
  const encryption = composeEncryption({ units, clock, ...materials })
  const { ids, sealers, texts } = encryption
  const tools = { ...units, clock, ids, texts }
  const bell = openBell()
  const audit = onceKept(ringing(trail, bell), units.unitOfWork)
  const consents = knexConsentStore(tools)
  const parties = briefOrganizations(knexPartyStore({ ...tools, sealer: sealers.numbers }))
  const feeds = knexFeeds(tools)
  const streams = knexStreamStore({ ...tools, sealer: sealers.texts })
  const logins = {
    ...tools,
    sealer: sealers.sessions,
    idleSeconds: session.idleMinutes * 60,
    longestSeconds: session.longestMinutes * 60,
  }
  return {
    ...encryption,
    /** Of what browsers carry for us. */
    sealer: sealers.sessions,
    database,
    units,
    clock,
    secrets: secretHasher({ ids, clock, bounds: secretHashes }),
    clients: knexClientStore(tools),
    clientRules: composeClientRules(),
    registry: knexRegistryStore(tools),
    drafts: knexDrafts(tools),
    parties,
    marketRegister: knexMarketRegister({ ...tools, parties }),
    records: knexPartyRecords(tools),
    rights: knexRightStore({ ...tools, sealer: sealers.sessions }),
    replays: knexReplayGuard(tools),
    tokenValues: tokenValues({ keys: encryption.stayingKeys, untagged: untaggedTokens(tools) }),
    tokenStatuses: knexTokenStatuses(tools),
    audit,
    consents: auditedConsents(consents, audit),
    deletions: knexDeletions(tools),
    evidence: knexEvidence(tools),
    anchors: knexAnchorStore(tools),
    feeds,
    streams,
    receivers: putReceivers({ ...tools, feeds, streams, parties }),
    tellings: knexTellings(tools),
    retention: knexRetentionStore(tools),
    deliveries: knexDeliveryQueue({ ...tools, sealer: sealers.texts }),
    bell,
    documents: auditedDocuments(knexDocumentStore({ ...tools, consents, sealer: sealers.texts }), audit),
    idempotency: knexIdempotencyStore({ ...tools, sealer: sealers.texts }),
    query: knexConsentQuery({ ...tools, sealer: sealers.sessions }),
    keys: knexSigningKeyStore({ ...tools, sealer: sealers['signing-keys'] }),
    tallies: knexTallies(tools),
    standing: knexStanding(tools),
    deskQuery: knexDeskQuery({ ...tools, sealer: sealers.sessions }),
    acts: knexOperatorActs({ ...tools, sealer: sealers.sessions }),
    proposals: knexProposals({ ...tools, sealer: sealers.sessions }),
    notices: knexNoticeStore({ ...tools, sealer: sealers.texts }),
    sessions: knexLoginSessionStore(logins),
    operatorSessions: knexOperatorSessionStore(logins),
    migrations: auditedMigrations(migrations(database), audit),
  }
}

/** Who hears of what happens in the stores. */
export interface Watchers {
  readonly audit: AuditLog
  readonly onError: (error: unknown) => void
}

export type OpenStores = Awaited<ReturnType<typeof openStores>>

/** Every store over the database of the configuration. A new embedded one is empty unless wanted `migrated`. */
export async function openStores(config: Config, { audit, onError }: Watchers, { migrated = false } = {}) {
  const { database: place, dataDir, session, secrets, limits } = config
  const database = await openDatabase(
    { url: place.url, directory: join(dataDir, 'database'), migrated },
    {
      connections: place.poolSize,
      share: place.perClient,
      pooling: place.pooler === 'auto' ? undefined : place.pooler,
    },
  )
  try {
    const pooling = await database.reach()
    const units = knexUnitOfWork(database.knex, database.lanes)
    const time = await databaseClock(database, units, onError)
    const stores = storesOver({
      database,
      units,
      clock: systemClock,
      session,
      encryptionKeys: secrets.encryptionKeys.map(({ key }) => key.toString('base64url')),
      wrapper: config.masterKeys && vaultKeyWrapper(config.masterKeys),
      keyPublishAheadSeconds: config.keyPublishAheadSeconds,
      secretHashes: limits.secretHashes,
      settleSeconds: 3 * config.jobs.keys.everySeconds,
      audit,
    })
    await stores.masterKeys.load()
    return {
      ...stores,
      pooling,
      close: async () => {
        time?.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The embedded database goes by this process's own clock. */
const databaseClock = async (
  { kind }: OpenDatabase,
  { connection }: KnexUnitOfWork,
  onError: (error: unknown) => void,
) =>
  kind === 'embedded'
    ? undefined
    : followDatabaseTime({ readDatabaseTime: () => databaseTime(connection()), onError })
